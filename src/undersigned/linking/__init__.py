"""One person across lists, scripts and spellings, joined by people's decisions only.

`decisions.py` is what people decided, never erased; `clusters.py` makes one person each
from it; `decision_files.py` is how decisions lie in a file.
Trust: whoever decides that two records are one person; a wrong "same" moves every count built on it, so each
decision keeps who, when and why, and can be superseded.
"""
