"""Collecting: a text opened, names on paper and by key, rulings, numbers."""
