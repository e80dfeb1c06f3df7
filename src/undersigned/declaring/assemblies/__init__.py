"""Assemblies as data (`<code>.toml`): who sits there and which groups it has, by day and by language.

`assembly.py` answers; `file.py` reads a file and refuses a faulty one; `delegations.py`, `groups.py` and
`spans.py` say what may stand in it.
"""
