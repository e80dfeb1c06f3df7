"""What became of people, recommendations and calls, and what must be looked at again.

`outcomes.py`, `recommendations.py`, `calls.py` and `replies.py` say how things stand on a day; `due.py` says
what is old or was never found. Nothing that happened is put down to a declaration: that somebody came free
after a text was signed says nothing of why.
Trust: an outcome is a source's claim on a day; what nobody reported stands as not known, not as unchanged.
"""
