"""Loading parcels and scans from CSV files (DESIGN D9)."""
