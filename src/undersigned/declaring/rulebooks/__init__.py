"""Rulebooks as data (`<assembly>/<instrument>/<first day>.toml`), and how they are read.

`rulebook.py` answers which rules hold on a day.
`folders.py`, `file.py`, `source.py` and `schema.py` read a rulebook and refuse a faulty one with every fault;
`threshold_source.py` and `threshold.py` hold its test, `verdict.py` evaluates it, `vectors.py` are its own
examples, `words.py` its values for people.
"""
