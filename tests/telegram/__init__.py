"""A Bot API server that is as strict as the platform's own, for tests over real HTTP."""
