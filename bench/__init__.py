"""Measured claims about Qiantai; each script prints a table. Run from the project's folder: python -m bench.bot."""
