"""The questions of `docs/protocol/v1/verification.md`, one function a question or a few that go together.

Each takes the case and yields a finding for each time that it asked; none knows another's answer.
Trust: a question that is not asked here is not asked at all; `verification.py` holds the whole list.
"""
