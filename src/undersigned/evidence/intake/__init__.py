"""Lists and tables into claims: every cell is consumed or reported, a row is whole or refused.

`grid.py` is what any file looks like once it is open; `opening.py` opens one, `text_files.py` (CSV, TSV, JSON
Lines) and `workbooks.py` (XLSX, ODS, with `marks.py` for what a value alone does not show) read it row by
row. `mapping.py` is which column says what, kept as a file; `suggesting.py` proposes one. `cells.py` and
`dates.py` turn a cell into a value or a fault, `rows.py` a row into claims, `reading.py` all rows.
`refused.py` writes what was refused as a file of the same kind, to correct and send again.
"""
