"""Counts: questions answered, what evidence is public, the figures of a text and what bears them."""
