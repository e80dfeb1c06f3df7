"""Accounts: people let in by invitation, their roles, what proves a visit."""
