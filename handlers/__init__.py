"""What people can say: a module a subject; router.py loads them all."""
