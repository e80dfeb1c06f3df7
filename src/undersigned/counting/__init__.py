"""Finds the figures of a text and compares each with the records behind it.

`figures.py` finds the figures and reports the numbers that can be read in more than one way; `clauses.py`
tells sentences that count from sentences that call for something. `questions.py` defines what is counted,
`documented.py` counts it from rows, `stated.py` adds up what others stated, `support.py` compares a figure
with the count, `card.py` shows the result, and `completeness.py` holds who declared the records complete. No
estimate is made here, and only rows (`countable.py`) are read, never the register that they come from. Trust:
rows are taken as given, with their grades and with the decisions on which of them are the same person; if
such a decision were wrong, so would the count be, which is why each card shows the count with and without
doubtful joins. Whoever declares the records complete is believed; if that were wrong, a true figure would be
called contradicted, which is why the card names who declared it.
"""
