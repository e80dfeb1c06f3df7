"""The doors for people at a terminal: one module a command, words from `wording`, never Django.

Exit status: 0 nothing failed, 1 something failed, 2 the input was refused or the command was misused.
Trust: what a terminal shows is a rendering; `--json` gives the same findings as data.
"""
