"""The roll of an assembly, day by day: who sat for whom, in what role, in which group.

`members.py` is what a roll holds, `roll.py` what it answers; `reading.py` takes a file in (CSV or Popolo
JSON) and `difference.py` says what a new file would change.
It does not say who may sign: that is the rulebook's, asked in `declaring/eligibility.py`.
Trust: a roll is taken on faith from whoever keeps it; a wrong day in it makes a wrong "may sign".
"""
