"""Rules without I/O: no Sanic, no SQLAlchemy, no clock of their own."""
