"""Pictures, recordings and files: taken in, made harmless, kept, and shown by links that soon end (decision 14)."""
