"""Every figure of a text bound to what stands behind it: what is counted, by whom, from how many sources.

`figures.py` finds the figures of a text and says which numbers it cannot read in one way only; `clauses.py`
tells a count from a call. `questions.py` says what a count counts, `documented.py` answers it from rows,
`stated.py` sets beside it what others stated, `support.py` compares figure and count, `card.py` shows both;
`completeness.py` is who declared that the records are complete for a question.
It makes no estimate, and it reads rows (`countable.py`), not the register they come from.
Trust: rows are taken as they are handed over, with their grades and with which of them are one person; were a
decision of sameness wrong, the count would be, so each card shows the count both ways. Whoever declares
records complete is believed; were that wrong, a right figure would be called contradicted, so the card names
who it was.
"""
