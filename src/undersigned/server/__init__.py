"""All of Django: rows in, a stage asked, rows and pages out. Nothing here decides a rule of an assembly.

`records` keeps, `actions` are what people do, `desk` is for people who act, `public` for everyone who reads,
`config` puts them together.
Trust: the database and the folder of files are believed; who can write to them can change what the desk
shows, though not, without being seen, what was published and is held elsewhere.
"""
