"""Reads the numbers of a text step by step: tokens, asides, numerals, mentions, and the words around them.

Each number ends as a figure, as an aside with its kind (a date, an article, an age), or as a doubt. Nothing
is guessed: a number that can be read in two ways is a doubt. `languages/` holds the words as data.
"""
