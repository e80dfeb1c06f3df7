"""For everyone: gives out published bytes and acts on nothing.

Trust: what it serves was written by publishing in one transaction; it never reads a draft or an account.
"""
