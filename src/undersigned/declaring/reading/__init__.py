"""Reads a file into a `Declaration`: one module for each form in which declarations are found.

`reader.py` is the door: it recognises the file, its encoding, form and languages; nothing has to be told.
What is not understood is a finding with its line; no word of a file is dropped in silence.
Trust: the form is told by its lines. A text forged in the right form reads like an official one: whether
these are the words of the published document is asked elsewhere, by digest.
"""
