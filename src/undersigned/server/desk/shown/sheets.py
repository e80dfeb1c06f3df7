"""The signature sheet of a text from the roll of a day, and the number of each line on it.

A line is found by its number on every page of the desk: the order is by the delegations' English labels, then
by the alphabet, whatever the reader's language; who has signed keeps the number and leaves the sheet.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from undersigned.declaring.assemblies.assembly import folded
from undersigned.declaring.questions.order import sort_key
from undersigned.publishing.document import Nature
from undersigned.publishing.signature_sheet import SheetDelegation, SheetLine, SheetText, SignatureSheet
from undersigned.server.actions.collecting.signable import Choice, signable
from undersigned.server.desk.shown.labels import Labels, labels_of
from undersigned.server.records.models import Collection


def sheet_of(text: Collection, on: date, language: str) -> SignatureSheet:
    """The sheet: a line for each member who may sign on a day and has not, by delegation."""
    labels = labels_of(text.assembly, language, on)
    choices = in_sheet_order(signable(text).choices(on), text.assembly, on)
    numbers = line_numbers(choices)
    open_to = [choice for choice in choices if choice.seat and not choice.refusals]
    return SignatureSheet(
        assembly=labels.assembly,
        instrument=text.instrument,
        nature=Nature.FICTIONAL if labels.fictional else Nature.DRAFT,
        texts=tuple(
            SheetText(language=code, title=version.get("title") or "", digest=text.text_digests[code])
            for code, version in sorted(text.texts.items())
        ),
        day=on,
        delegations=tuple(
            SheetDelegation(
                label=labels.delegation(code),
                lines=tuple(_line(choice, labels, numbers[choice.key]) for choice in members),
            )
            for code, members in groupby(open_to, key=_delegation)
        ),
    )


def in_sheet_order(choices: Iterable[Choice], assembly: str, on: date) -> list[Choice]:
    """Members in the order of a sheet; those without a seat that day last."""
    english = labels_of(assembly, "en", on)

    def place(choice: Choice) -> tuple[bool, str, str, tuple[str, str]]:
        code = _delegation(choice)
        return not code, folded(english.delegation(code)), code, sort_key(choice.member.name)

    return sorted(choices, key=place)


def line_numbers(ordered: Iterable[Choice]) -> dict[str, int]:
    """The line number on the sheet by key, for all who may sign that day or have signed."""
    may = [choice for choice in ordered if choice.seat and (choice.signed or not choice.refusals)]
    return {choice.key: number for number, choice in enumerate(may, start=1)}


def _delegation(choice: Choice) -> str:
    return choice.seat.delegation if choice.seat else ""


def _line(choice: Choice, labels: Labels, number: int) -> SheetLine:
    seat = choice.seat
    return SheetLine(
        number=number,
        name=choice.member.name,
        group=labels.group(seat.group) if seat else None,
        role=seat.role.value if seat else "",
        counts=choice.counts,
        stands_in_for=choice.stands_in_for.surname_first() if choice.stands_in_for else "",
    )
