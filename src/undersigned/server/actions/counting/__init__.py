"""Counts: questions and their answers, public evidence, and the figures of a text."""
