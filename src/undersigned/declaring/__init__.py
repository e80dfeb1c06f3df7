"""Declarations under an assembly's rules: what a text says, and what the rules of its day make of it.

`reading/` turns a file into a `Declaration` (`declaration.py`); `examination.py` asks everything there is to
ask of one (`questions/`, `archive/`). What the answers rest on is data: `assemblies/`, `rulebooks/`,
`calendars/`, `lifecycles/`, `formulae.toml`. `roll/` and `eligibility.py` know members; `drafts.py` and
`revisions.py` know texts that are still being written.
It does not publish, sign or count what a figure claims.
Trust: the rulebooks are taken on faith with the sources they cite; were one wrong, every verdict under it
would be, so each field shows how well it is known.
"""
