"""The command line: `undersigned read`, `check`, `publish` and the other commands that work on files.

`commands/` has one module for each command, `files/` what commands read and keep on disk, and `terminal/` how
they show answers and end. All words come from `wording`; nothing here imports Django.
Exit status: 0 nothing failed, 1 something failed, 2 the input was refused or the command was misused.
Trust: what a terminal shows is a rendering; `--json` gives the same findings as data.
"""
