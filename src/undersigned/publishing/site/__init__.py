"""The public site: a folder of files that any web server, or none, can show.

It is made in one pass over the documents (`build`): each document's forms are written and its facts go into
one SQLite file (`records`), from which all other pages, the feed and the data are made. Nothing else is kept.
Trust: it believes the documents; it writes into a temporary folder beside the target and then takes its
place (`folder`), so that what readers see is the old site whole or the new one whole.
"""
