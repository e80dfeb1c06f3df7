"""Collecting signatures: opening a text, names on paper and by key, rulings, numbers."""
