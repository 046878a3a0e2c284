"""The commands behind the Makefile. Those that run before the environments exist use the standard library only."""
