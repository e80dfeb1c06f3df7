"""From a text and the roll of a day to the sheet that is printed for it, and to the number of each line.

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
    """One line for each member who may sign on a day and has not, by delegation."""
    labels = labels_of(text.assembly, language, on)
    choices = in_sheet_order(signable(text).choices(on), text.assembly, on)
    numbers = line_numbers(choices)
    open_to = [one for one in choices if one.seat and not one.refusals]
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
                lines=tuple(_line(one, labels, numbers[one.key]) for one in members),
            )
            for code, members in groupby(open_to, key=_delegation)
        ),
    )


def in_sheet_order(choices: Iterable[Choice], assembly: str, on: date) -> list[Choice]:
    """Members as they follow on a sheet; last, who has no seat that day."""
    english = labels_of(assembly, "en", on)

    def place(one: Choice) -> tuple[bool, str, str, tuple[str, str]]:
        code = _delegation(one)
        return not code, folded(english.delegation(code)), code, sort_key(one.member.name)

    return sorted(choices, key=place)


def line_numbers(ordered: Iterable[Choice]) -> dict[str, int]:
    """The number on the sheet by the key of a choice: of all who may sign that day, or have signed."""
    may = [one for one in ordered if one.seat and (one.signed or not one.refusals)]
    return {one.key: number for number, one in enumerate(may, start=1)}


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
