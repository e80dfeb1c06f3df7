"""Measurements beside the project; see `__main__`."""
