"""What every page of the desk is given: the places that the user's role may go to."""

from typing import Any

from django.http import HttpRequest


def desk(request: HttpRequest) -> dict[str, Any]:
    """`navigation`, its entries for this user; no view gives a page something else by that name."""
    from undersigned.server.desk.navigation import places_for  # noqa: PLC0415 (needs the addresses)

    return {"navigation": places_for(request)}
