"""The database: engine, tables by area, migrations."""
