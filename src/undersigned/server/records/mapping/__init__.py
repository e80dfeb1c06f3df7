"""Rows to the dataclasses of the stages and back, one module a stage; nothing is decided here."""
