"""Drafts: writing, sharing, files handed in."""
