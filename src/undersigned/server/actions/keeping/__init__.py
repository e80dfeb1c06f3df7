"""Keeping: backups and what is made of them."""
