"""Declarations under an assembly's rules: what a text says, and what the rules of its day make of it.

`reading/` turns a file into a `Declaration`; `examination.py` asks every question about one; the rules are
data (`rulebooks/`, `assemblies/`, `calendars/`).
It does not publish, sign or count what a figure claims.
Trust: the rulebooks are taken on faith with the sources they cite; were one wrong, every verdict under it
would be, so each field shows how well it is known.
"""
