"""Assemblies as data (`<code>.toml`): their members' delegations and groups, by day and by language.

`assembly.py` answers; `file.py` reads a file and refuses a faulty one; `delegations.py`, `groups.py` and
`spans.py` say what may stand in it.
"""
