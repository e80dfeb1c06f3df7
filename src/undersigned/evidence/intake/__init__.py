"""Lists and tables into claims: every cell is consumed or reported, a row is whole or refused.

`grid.py` is what any file looks like once it is open, and `opening.py` opens one. Texts: `text_files.py`,
with `encodings.py` and `separators.py`. Workbooks: `workbooks.py`, with `archives.py` (nothing that no
program writes is unpacked), `xlsx_parts.py`, `ods_parts.py`, `marks.py` and `number_formats.py` (what a
value alone does not show).
`headers.py` finds the column words, `column_words.py` holds what they say against the mapping; `mapping.py`
is which column says what, kept as a file; `suggesting.py` and `guessing.py` propose one. `surveying.py` goes
through all rows for what only all of them tell.
A cell becomes a value or a fault: `cells.py`; `days.py`, `spans.py` and `dates.py`; `terms.py` and
`measures.py` (a term, and how long or how much beside it); `names.py`; `letters.py`; `stand_ins.py` (what
stands for nothing and nobody). A row becomes claims: `rows.py`, `row_checks.py`,
`claiming.py`; `former.py` and `alike.py` compare it with others. `reading.py` reads all rows, and
`refused.py` writes what was refused as a file of the same kind, to correct and send again.
"""
