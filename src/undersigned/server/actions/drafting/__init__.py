"""Drafts: written, shared, handed in as files."""
