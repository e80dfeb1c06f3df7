"""All of Django: loads rows, asks a stage, keeps and shows the result. No rule is decided here.

`records` keeps, `actions` are what people do, `desk` is for people who act, `public` for everyone who reads,
`config` puts them together.
Trust: the database and the folder of files are believed; who can write to them can change what the desk
shows, though not, without being seen, what was published and is held elsewhere.
"""
