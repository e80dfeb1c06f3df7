"""The only models and migrations: `models/<stage>.py`, and `mapping/<stage>.py` to the dataclasses.

Trust: what must never be is refused by the database itself (constraints, and the guards of `guards.py`), so
a mistake in an action cannot write it.
"""
