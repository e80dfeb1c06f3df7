"""Reads the note under a list: `First published on 5 October 2011 with 23 signatures`."""

import re
from datetime import date

from undersigned.declaring.reading.days import NoSuchDayError, read_day

_NOTE = re.compile(
    r"\W*(?:Note\s?:\s*)?(?:(?:This|Cette)\s+(?:(?:written|la)\s+)?(?:declaration|déclaration)(?:\s+écrite)?"
    r"\s+(?:was|a\s+été)\s+)?"
    r"(?:(?:first|originally)\s+published\s+on|publiée\s+(?:pour\s+la\s+première\s+fois|initialement)\s+le)\s+"
    r"(?P<day>[^,.;]+?),?\s+(?:with|avec)\s+(?P<count>[0-9]{1,3})\s+signat(?:ure|orie|aire)s?\W*",
    re.IGNORECASE,
)


_LONGEST = 300


def read_note(text: str) -> tuple[date, int] | None:
    """The day and number of signatures of the first publication, `None` for any other text."""
    match = _NOTE.fullmatch(text) if len(text) <= _LONGEST else None
    if not match:
        return None
    try:
        found = read_day(match["day"])
    except NoSuchDayError:
        return None
    day = found[0].day if found else None
    return (day, int(match["count"])) if day else None
