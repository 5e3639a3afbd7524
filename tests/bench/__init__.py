"""How fast the house is, beside its targets and its peers: `python -m tests.bench`."""
