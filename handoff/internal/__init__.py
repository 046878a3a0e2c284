"""What the actions ask of the desk (docs/contracts.md §5)."""
