"""Reading the figures of a text: tokens, asides, numerals, mentions, and what stands around them.

Each number of a text ends as a figure, as an aside with its kind (a date, an article, an age), or as a doubt.
`languages/` holds the words as data. Nothing is guessed: two readings are a doubt.
"""
