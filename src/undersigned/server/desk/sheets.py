"""From a text and the roll of a day to the sheet that is printed for it."""

from datetime import date
from itertools import groupby

from undersigned.declaring.assemblies.assembly import folded
from undersigned.publishing.document import Nature
from undersigned.publishing.signature_sheet import SheetDelegation, SheetLine, SheetText, SignatureSheet
from undersigned.server.actions.signable import Choice, signable
from undersigned.server.desk.labels import Labels, labels_of
from undersigned.server.records.models import Collection


def sheet_of(text: Collection, on: date, language: str) -> SignatureSheet:
    """One line for each member who may sign on a day and has not, by delegation."""
    labels = labels_of(text.assembly, language, on)
    open_to = sorted(
        (one for one in signable(text).choices(on) if one.seat and not one.refusals),
        key=lambda one: folded(labels.delegation(_delegation(one))),
    )
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
            SheetDelegation(label=labels.delegation(code), lines=tuple(_line(one, labels) for one in members))
            for code, members in groupby(open_to, key=_delegation)
        ),
    )


def _delegation(choice: Choice) -> str:
    return choice.seat.delegation if choice.seat else ""


def _line(choice: Choice, labels: Labels) -> SheetLine:
    seat = choice.seat
    return SheetLine(
        name=choice.member.name,
        group=labels.group(seat.group) if seat else None,
        role=seat.role.value if seat else "",
        counts=choice.counts,
        stands_in_for=choice.stands_in_for.surname_first() if choice.stands_in_for else "",
    )
