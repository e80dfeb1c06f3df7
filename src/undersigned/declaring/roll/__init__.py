"""The roll of an assembly, day by day: who sat for whom, in what role, in which group.

`members.py` is what a roll holds, `roll.py` what it answers, `names.py` when two names are one;
`difference.py` says what another roll would change.
`reading.py` takes a file in: `spreadsheet_reading.py` (CSV) or `popolo_reading.py` (JSON, its shape checked
by `popolo_shape.py`) turn it into rows with `cells.py` and `labels.py`; `row_rules.py` judges them and
`rows.py` makes the roll. `spreadsheet.py` and `popolo.py` write it.
It does not say who may sign: that is the rulebook's, asked in `declaring/eligibility.py`.
Trust: a roll is taken on faith from whoever keeps it; a wrong day in it makes a wrong "may sign".
"""
