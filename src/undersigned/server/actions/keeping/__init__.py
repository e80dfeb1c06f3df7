"""Backups: what they contain, and how they are restored."""
