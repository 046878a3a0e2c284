"""Cases go to the outlet that can solve them, and its answers come back (BUSINESS B14)."""
