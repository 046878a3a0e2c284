"""Cases and promises."""
