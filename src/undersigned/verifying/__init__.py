"""Checks a whole proof again, with no network and no server, under the reader's own keys alone.

From the file to the answer: `archive` and `bundle` read the file, `history` the log's entries, `story` what
they say in the order in which they came, `case` has all that is asked about; `checks/` asks the questions of
`docs/protocol/v1/verification.md`, `verification` asks them all, `names` and `report` say what came of it.
Trust: the reader's trust file and the reader's own copy of this program; a bundle is only material. Whoever
brings no trust file is told at most that the bundle agrees with itself.
"""
