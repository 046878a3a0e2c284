"""What customers and agents write to each other, and who owns the conversation."""
