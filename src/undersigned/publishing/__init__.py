"""Publishes texts: one neutral document, one module for each form made from it, and a site of files.

It judges nothing: findings come from `declaring`, proofs will come from `signing`.
Trust: a form is a rendering; what counts is the canonical text and list, and each form gives them back
(`recover`), so a forged form shows itself by its digest.
"""
