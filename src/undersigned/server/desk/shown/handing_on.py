"""A one-time address of the signing host as it is handed to a person: a link and a QR code.

The secret stands behind the `#`: browsers send it to no server, so it stands in no journal.
"""

from dataclasses import dataclass
from datetime import datetime

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """A one-time address, the same as a QR code, and until when it is valid."""

    address: str
    code: SafeString
    until: datetime


def handed_on(purpose: str, secret: str, until: datetime) -> HandedOn:
    """The display of a one-time address: `sign`, `enrol` or `clerk`."""
    address = signing_address(purpose, secret)
    picture = segno.make(address, error="m", micro=False).svg_inline(
        border=4, omitsize=True, svgclass="code", lineclass=None
    )
    return HandedOn(address=address, code=mark_safe(picture), until=until)  # noqa: S308 (made here)


def signing_address(purpose: str, secret: str) -> str:
    """A one-time address at the signing host."""
    return f"{settings.SIGNING_ORIGIN}/#{purpose}={secret}"
