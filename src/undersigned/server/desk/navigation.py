"""The navigation of the desk, in the order of the work; each place is shown only to roles that may go there.

An engineer adds a place by one line; a place whose address does not exist yet is left out. Before a log has
begun only administrators see that there could be one.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext, gettext_noop

from undersigned.server.desk.permissions import permission_of
from undersigned.server.desk.shown.log import log_begun
from undersigned.server.records.models import User, UserRole

PLACES = (
    ("desk:drafts", gettext_noop("Drafts")),
    ("desk:collections", gettext_noop("Collecting")),
    ("desk:publications", gettext_noop("Published")),
    ("desk:evidence", gettext_noop("Sources")),
    ("desk:cases", gettext_noop("Cases")),
    ("desk:questions", gettext_noop("Counts")),
    ("desk:outgoing", gettext_noop("What goes out")),
    ("desk:followup", gettext_noop("Follow-up")),
    ("desk:roll", gettext_noop("Roll")),
    ("desk:keys", gettext_noop("Keys")),
    ("desk:log", gettext_noop("Log")),
    ("desk:people", gettext_noop("People")),
)
_OF_THE_LOG = ("desk:keys", "desk:log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the navigation."""

    address: str
    label: str
    current: bool


def places_for(request: HttpRequest) -> tuple[Place, ...]:
    """The places where the user may go."""
    return tuple(_places(request))


def _places(request: HttpRequest) -> Iterator[Place]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return
    begun, addresses = log_begun(), dict(_addresses())
    under = (address for address in addresses.values() if request.path.startswith(address))
    narrowest = max(under, key=len, default="")
    for name, label in PLACES:
        if name not in addresses:
            continue
        if name in _OF_THE_LOG and not (begun or (name == "desk:log" and _administers(user))):
            continue
        address = addresses[name]
        if permission_of(resolve(address)).given_to(user):
            yield Place(address=address, label=gettext(label), current=address == narrowest)


def _addresses() -> Iterator[tuple[str, str]]:
    """The places that have an address, in their order."""
    for name, _label in PLACES:
        with suppress(NoReverseMatch):
            yield name, reverse(name)


def _administers(user: object) -> bool:
    return isinstance(user, User) and user.role == UserRole.ADMINISTRATOR
