"""The whole proof gone through again, with no network, no server and nobody's word but the reader's own keys.

From the file to the answer: `archive` and `bundle` read the file, `trust` what the reader brings, `history` the log's
entries, `records` and `walk` what they say in the order in which they came; `checks/` asks the questions of
`docs/protocol/v1/verification.md`, `verification` asks them all, `report` says what came of it.
Trust: the reader's trust file and the reader's own copy of this program; a bundle is only material. Whoever
brings no trust file is told at most that the bundle agrees with itself.
"""
