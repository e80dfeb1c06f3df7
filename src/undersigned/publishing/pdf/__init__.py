"""The PDF of a document: PDF/A-3a and PDF/UA-1 in one file, set by Typst, and read back out of it.

`form.py` sets it from the plain data of `content.py` and `labels.py`, by a layout of `publishing/layouts/`;
`letters.py` refuses what no font can show. `structure.py` and `marked_text.py` read the structure tree again.
"""
