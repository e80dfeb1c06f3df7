"""The base of all exceptions of this project: malformed input and broken promises, in words for people.

What a person could ask about is a finding, not an exception (`findings.py`). An exception ends in `Error` and
lives in the module that raises it; no error of a library crosses the border of a package.
"""


class UndersignedError(Exception):
    """Something could not be done; the message says what and where."""
