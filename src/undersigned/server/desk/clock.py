"""The only module of the server that reads the clock; actions are given the time."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The current time."""
    return timezone.now()


def today() -> date:
    """The current day in the desk's time zone."""
    return timezone.localdate()
