"""The only module of the server that reads the clock; actions are given the time."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This instant."""
    return timezone.now()


def today() -> date:
    """The day in the desk's own time zone."""
    return timezone.localdate()
