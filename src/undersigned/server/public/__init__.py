"""Serves published bytes to everyone, and changes nothing.

Trust: what it serves was written by publishing in one transaction; it never reads a draft or an account.
"""
