"""`undersigned desk preparedemo`: a desk to try, with a log if wanted; an address for each who comes in."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from undersigned.server.actions.demo.demo import demo_office, prepare_demo
from undersigned.server.actions.demo.demo_signing import (
    FIRST_SIGNER,
    begin_demo_enrolment,
    begin_demo_log,
    open_demo_text,
)
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.management.commands.enter import one_time_address
from undersigned.server.desk.refusals import sentences
from undersigned.server.desk.shown.handing_on import signing_address
from undersigned.server.records.ids import new_secret
from undersigned.server.records.models import Collection, RollMember, User
from undersigned.server.sequencer.running import Sequencer

Done = TypeVar("Done")
_NO_PROOF = (
    "Here registrars vouch by themselves and the log has no outside witness: "
    "it shows how signing goes, and proves nothing."
)


class Command(BaseCommand):
    """Prepare the demonstration."""

    help = "Import a fictional roll, make five accounts, print how each comes in (demo only)."

    def add_arguments(self, parser: CommandParser) -> None:
        """With a log, or on paper alone."""
        parser.add_argument("--log", action="store_true", help="begin a log too, and open a text to sign")

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Prepare, and print the addresses. Raises `CommandError`."""
        if not settings.DEMO:
            raise CommandError("a demonstration has one-time addresses: set UNDERSIGNED_DEMO=1")
        people = _or_fail(prepare_demo(language=settings.LANGUAGE_CODE, on=today(), at=now()))
        text = _text_in_log(people[0]) if options["log"] else None
        for user in people:
            self.stdout.write(f"{user.name} ({user.get_role_display()}): {one_time_address(user)}")
        self.stdout.write("Each address signs in once, within half an hour. All people here are invented.")
        if text:
            member = RollMember.objects.get(assembly=text.assembly, code=FIRST_SIGNER)
            address = _address_for(member, people[0])
            self.stdout.write(f"{member} makes a key, reads and signs (a quarter of an hour): {address}")
            self.stdout.write(_NO_PROOF)


def _text_in_log(by: User) -> Collection:
    _or_fail(begin_demo_log(now()))
    office = demo_office(language=settings.LANGUAGE_CODE, at=now())
    with _sequencing():
        return _or_fail(
            open_demo_text(office=office, by=by, assembly=settings.ASSEMBLY, on=today(), at=now())
        )


def _address_for(member: RollMember, by: User) -> str:
    secret = new_secret()
    _or_fail(begin_demo_enrolment(holder=member, secret=secret, by=by, at=now()))
    return signing_address("enrol", secret)


@contextmanager
def _sequencing() -> Iterator[None]:
    """A sequencer for as long as the block lasts; one that is at work already does the work."""
    over = Event()
    thread = Thread(target=_sequence, args=(over.is_set,), name="sequencer")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _sequence(ended: Callable[[], bool]) -> None:
    try:
        Sequencer(holder=f"preparedemo {secrets.token_hex(4)}", now=now, ended=ended).run()
    finally:
        connections.close_all()


def _or_fail(done: Done | Refusal) -> Done:
    if isinstance(done, Refusal):
        raise CommandError(sentences(done.findings, "en"))
    return done
