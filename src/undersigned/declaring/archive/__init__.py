"""What was published before: the facts of earlier declarations, and whether a document agrees with them.

`archive.py` finds the entries (`entry.py`), `known.py` and `known_list.py` compare a document with them,
`numbering.py` holds the two series of numbers, `table.py` says what each entry passes.
"""
