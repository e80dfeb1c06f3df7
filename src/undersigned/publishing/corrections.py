"""The address for corrections: an e-mail address, a web address, or a postal address in plain words.

* `mailto:`, `http:` and `https:` are the only schemes; whatever else looks like one is refused, so that a
  page never leads to something that a browser would run.
* A postal address is shown as it was given and is never a link.
"""

import re
from urllib.parse import quote, urlsplit

from undersigned.values.faults import UndersignedError

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_MAIL = re.compile(r"[^\s@<>\"/?&#%:,;]+@[^\s@<>\"/?&#%:,;]+")
_WEB = ("http", "https")


class CorrectionsError(UndersignedError):
    """An address for corrections that nobody could write to, or that no page may carry."""


def corrections_address(given: str) -> str:
    """The address without `mailto:` and surrounding blanks. Raises `CorrectionsError`."""
    address = given.strip()
    scheme = _SCHEME.match(address)
    kind = scheme[1].lower() if scheme else ""
    if kind == "mailto":
        address = address.partition(":")[2].strip()
    known = {
        "": bool(address),
        "mailto": bool(_MAIL.fullmatch(address)),
        **dict.fromkeys(_WEB, _is_web(address)),
    }
    if not known.get(kind) or not address.isprintable():
        raise CorrectionsError(
            f"{given!r} is no address for corrections: give a mail address (me@example.org), a web address"
            " (https://…), or a postal address without a colon after its first word"
        )
    return address


def corrections_link(address: str) -> str | None:
    """The link of an address; `None` for a postal address."""
    if _MAIL.fullmatch(address):
        return f"mailto:{quote(address, safe='@+')}"
    return address if _is_web(address) else None


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in _WEB and bool(parts.hostname) and " " not in address
