"""Evidence: what is claimed, by whom and where; sources, captures, claims, and views over them.

`sources.py` and `captures.py` are where a claim comes from, `claims.py` is the atom, `properties.toml` and
`vocabularies/` say what can be claimed; `people.py`, `detentions.py` and the rest show claims, every field
still pointing at its sources, and `showing.py` says to whom. `intake/` reads lists and tables into claims.
`confidentiality.py`, `about.py`, `consent.py`, `withholding.py` and `approving.py` guard the people in them.
It joins no two subjects: that they are one person is decided by people, in `linking`.
Trust: a claim says that a source says something, never that it is so; a source that lies is shown lying, and
levels protect only as far as whoever sets them knows the danger.
"""
