"""Words for people, by language: every code of a finding has its sentence here and nowhere else.

The folders `en/` and `fr/` (one file a subject) are complete, a test holds it.
Trust: a wrong word misleads a reader but changes no proof; codes and particulars stay what they are.
"""
