"""What every page of the desk is given: the places that the user's role may go to."""

from typing import Any

from django.http import HttpRequest


def desk(request: HttpRequest) -> dict[str, Any]:
    """`places`, the entries of the navigation for this user."""
    from undersigned.server.desk.navigation import places_for  # noqa: PLC0415 (needs the addresses)

    return {"places": places_for(request)}
