"""Debian's Chromium before a live desk, with a passkey in software (CDP's virtual authenticator)."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.chromium import faults_of

_KEY = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def desk_page(live_server: Any, page_of: Callable[..., Any]) -> Callable[..., Any]:
    """A page signed in as a user (or as nobody), before the live desk: `desk_page(clerk).goto("/desk/")`."""

    def opened(user: Any = None, **settings: Any) -> Any:
        page = page_of(base_url=live_server.url, **settings)
        if user is not None:
            page.context.add_cookies([_cookie(user, live_server.url)])
        return page

    return opened


def _cookie(user: Any, origin: str) -> dict[str, str]:
    """The cookie of a session that signs the user in, without the page for it."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": origin}


@pytest.fixture
def with_passkey() -> Callable[[Any], Any]:
    """Give a page an authenticator; what comes back is its session and id."""

    def given(page: Any) -> tuple[Any, str]:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable", {"enableUI": False})
        answer = session.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})
        return session, answer["authenticatorId"]

    return given


@pytest.fixture
def axe_faults() -> Callable[[Any], list[str]]:
    """What axe finds wrong with a page: rule and place."""

    return partial(faults_of, runOnly=_RULES)


@pytest.fixture
def signing(settings: Any, log_place: Path) -> Iterator[Any]:
    """Both hosts served as granian serves them, a log with a witness, a sequencer, a text that is open."""
    from tests.server.both_hosts import both_hosts, sequencing  # noqa: PLC0415
    from tests.server.live_desk import LiveDesk  # noqa: PLC0415
    from tests.simulators.witness import WitnessServer  # noqa: PLC0415

    with WitnessServer(log_place / "witness").running() as witness, both_hosts(settings):
        desk = LiveDesk(witness, members=2)
        desk.witness = witness
        with sequencing():
            desk.vouch()
            desk.open_text()
            yield desk


@pytest.fixture
def at_desk(signing: Any, settings: Any, page_of: Callable[..., Any]) -> Callable[..., Any]:  # noqa: ARG001
    """A page of the desk that stands beside the signing host, signed in as a user."""

    def opened(user: Any, **parts: Any) -> Any:
        page = page_of(base_url=settings.ORIGIN, **{"viewport": {"width": 1280, "height": 900}, **parts})
        page.context.add_cookies([_cookie(user, settings.ORIGIN)])
        return page

    return opened
