"""Accounts: invitations, roles, second factors."""
