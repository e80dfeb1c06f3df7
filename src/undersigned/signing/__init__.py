"""Signatures that anyone can check: what is signed, by which key, and what follows from it along the log.

Everything here is read from bytes and written to bytes (`docs/protocol/v1/records.md`); nothing reads a
clock, draws a number or touches a disk. What the log makes of the bytes is below, what people do above.
Trust: the registrars looked at the person before they signed the key; if two of them lied together, a key
of theirs would pass for a member's, and only the public log would show when it came.
"""
