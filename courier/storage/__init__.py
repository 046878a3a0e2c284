"""The local store of parcels and their scans: two tables, on SQLite or PostgreSQL."""
