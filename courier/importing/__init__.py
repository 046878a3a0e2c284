"""Loading parcels and scans from CSV files."""
