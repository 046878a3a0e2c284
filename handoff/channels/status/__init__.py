"""What operators see of each account of each channel, and what they can do about it (decision 19)."""
