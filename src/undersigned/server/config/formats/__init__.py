"""Formats of days and times where Django's own are not used; one folder a language."""
