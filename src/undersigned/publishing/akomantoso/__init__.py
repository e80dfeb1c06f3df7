"""Akoma Ntoso 3.0: a declaration as the XML that parliaments exchange.

`form` writes and reads it; its layout is `statement.xml`, filled by `parts` and `addresses`; `check` holds
every file to the OASIS schema (`schemas/`) and to its own pointers before it is written.
"""
