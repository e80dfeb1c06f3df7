"""The types that every stage uses: findings, citations, names, dates, digests.

Nothing here knows a declaration, a rule or an assembly.
Trust: a digest stands for the bytes it was made from; if SHA-256 broke, so would every claim of sameness.
"""
