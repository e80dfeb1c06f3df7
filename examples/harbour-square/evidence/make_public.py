"""Make the public evidence of the example: `python examples/harbour-square/evidence/make_public.py [folder]`.

All is invented. The four lists are read under their mappings, joined by the reviewer's decisions, and go out
by a list that two fictional people answer for; the ids hang on a key that everybody can read here, and nobody
could in a real register. Two more lists are made up on the spot: recommendations by symbol, and people held
longer. On the second day one row is gone, because the court took the entry down. Every run gives the same
bytes.
"""

import io
import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from undersigned.counting.countable import Countable
from undersigned.counting.figure import Unit
from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.consent import Consent, ConsentTo
from undersigned.evidence.intake.mapping import read_mapping
from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.reading import open_list
from undersigned.evidence.sources import SourceId, source_of
from undersigned.linking.decision_files import read_decisions
from undersigned.publishing.figures.evidence import PublicEvidence, PublicSource
from undersigned.publishing.figures.register import ApprovedRows, Register, public_evidence, public_id

HERE = Path(__file__).parent
LISTS = ("harbour-watch.xlsx", "legal-aid.csv", "rights-line.tsv", "court-docket.jsonl")
FICTIONAL_KEY = b"a key that everybody can read: this example is invented"
FIRST_DAY, SECOND_DAY = date(2026, 10, 9), date(2026, 10, 30)
AGREED = ("LA-1", "LA-7", "LA-14", "LA-23", "LA-25", "LA-29", "LA-35", "LA-44", "LA-52", "LA-58")
TAKEN_DOWN = ("court-docket", "7104/11")
PROPERTIES = frozenset({"person.name", "detention.start", "detention.outcome"})
RECOMMENDATIONS, HELD_LONGER = 19, 24
SOURCES = {
    "treaty-table": PublicSource(
        title="Recommendations to Altyn Shore, by symbol", publisher="Committee of the Nations of the Concord"
    ),
    "held-longer": PublicSource(title="People held for more than a month", publisher="Harbour Watch"),
}


def files() -> dict[str, bytes]:
    """The evidence of both days by the name of its file."""
    register = _register()
    everything, _ = public_evidence(register, _approved(register, FIRST_DAY, frozenset()))
    fewer, _ = public_evidence(register, _approved(register, SECOND_DAY, frozenset({TAKEN_DOWN})))
    made = {f"public.{one.as_of}.json": _with_two_lists_more(one).canonical() for one in (everything, fewer)}
    names = json.dumps(dict(sorted(everything.names.items())), ensure_ascii=False, indent=1)
    return {**made, "names.json": f"{names}\n".encode()}


def _register() -> Register:
    said = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))["sources"]
    agreed = tuple(
        Consent(
            person=Subject(source=SourceId("legal-aid"), kind="person", key=key),
            to=ConsentTo.PUBLISH,
            given=True,
            on=date(2026, 10, 1),
            asked_by="counsel",
        )
        for key in AGREED
    )
    return Register(
        claims=tuple(_claims()),
        sources={id_: source_of(id_, one) for id_, one in said.items()},
        decisions=read_decisions((HERE / "decisions.jsonl").read_text(encoding="utf-8")),
        key=FICTIONAL_KEY,
        consents=agreed,
    )


def _claims() -> Iterator[Claim]:
    for name in LISTS:
        mapping = read_mapping((HERE / name).with_suffix(".toml").read_text(encoding="utf-8"))
        grid = open_grid(
            io.BytesIO((HERE / name).read_bytes()), sheet=mapping.sheet, encoding=mapping.encoding
        )
        for row in open_list(grid, mapping, on=date(2026, 10, 10)).rows:
            yield from row.claims


def _approved(register: Register, on: date, without: frozenset[tuple[str, str]]) -> ApprovedRows:
    rows: dict[str, set[str]] = {}
    for claim in register.claims:
        row = (claim.subject.source, claim.subject.key)
        if claim.subject.kind == "person" and row not in without:
            rows.setdefault(row[0], set()).add(row[1])
    return ApprovedRows(
        rows={source: frozenset(keys) for source, keys in rows.items()},
        properties=PROPERTIES,
        proposed_by="a drafter of the Concord",
        approved_by="a second reader of Harbour Watch",
        on=on,
    )


def _with_two_lists_more(evidence: PublicEvidence) -> PublicEvidence:
    def row(source: str, number: int, unit: Unit, category: str) -> Countable:
        return Countable(
            subject=public_id(Subject(source=SourceId(source), kind="row", key=str(number)), FICTIONAL_KEY),
            unit=unit,
            sources=frozenset({source}),
            categories=frozenset({category}),
        )

    more = (
        *(
            row("treaty-table", n, Unit.RECOMMENDATIONS, "treaty bodies")
            for n in range(1, RECOMMENDATIONS + 1)
        ),
        *(row("held-longer", n, Unit.PERSONS, "held longer than a month") for n in range(1, HELD_LONGER + 1)),
    )
    return replace(evidence, rows=(*evidence.rows, *more), sources={**evidence.sources, **SOURCES})


def main(folder: Path) -> None:
    """Write the evidence into a folder."""
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
