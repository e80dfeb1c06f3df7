"""English as the institutions write it."""
