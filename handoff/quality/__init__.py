"""What customers think of the service."""
