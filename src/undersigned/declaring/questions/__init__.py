"""The questions asked of a declaration, one module for each kind; each answers with findings.

Of its words (`text.py`), of its list (`lists.py`, `order.py`, `legend.py`, `tally.py`), of its names against
the rule (`threshold.py`) and against the day (`standing.py`), of its time (`window.py`), and which rules are
asked at all (`in_force.py`).
`rules.py` puts all questions of one rulebook; `declaring/examination.py` puts all there are.
"""
