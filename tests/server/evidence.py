"""Lists at the desk, for tests: brought, their columns named, taken in. Everything is fictional."""

import io
import json
import re
import tomllib
from datetime import date
from pathlib import Path

from tests.server.builders import AT, a_user

from undersigned.evidence.claims import Subject
from undersigned.evidence.withholding import handle_of
from undersigned.server.actions.evidence import consenting, lists, taking_in
from undersigned.server.actions.evidence.view_tables import rejoin
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import (
    DecisionReason,
    EvidenceImport,
    EvidenceSource,
    EvidenceSubject,
    LinkDecision,
)

EXAMPLES = Path(__file__).parents[2] / "examples" / "harbour-square" / "evidence"
FOUR = ("harbour-watch.xlsx", "legal-aid.csv", "rights-line.tsv", "court-docket.jsonl")
TODAY = date(2026, 11, 27)
COLUMNS = {
    "level": "public",
    "key": ["No"],
    "dates": "day-first",
    "columns": {
        "No": {"ignore": "only the key"},
        "Name": {"property": "person.name", "apart": ";"},
        "Born": {"property": "person.birth"},
        "Day": {"property": "detention.start"},
        "Place": {"property": "detention.place"},
        "Result": {"property": "detention.outcome"},
        "Telephone": {"property": "person.contact"},
    },
}
HEADER = tuple(COLUMNS["columns"])


def a_source(id_="watch", by=None, **parts):
    """A source."""
    by = by or a_user(role="monitor")
    defaults = {"title": f"List of {id_}", "publisher": id_, "made_at": AT, "made_by": by}
    return EvidenceSource.objects.filter(pk=id_).first() or EvidenceSource.objects.create(
        id=id_, **{**defaults, **parts}
    )


def a_table(*rows):
    """A list as CSV: each row is number, name, birth, day, place, result, telephone."""
    lines = [HEADER, *((*row, *("",) * (len(HEADER) - len(row))) for row in rows)]
    return "".join(",".join(str(cell) for cell in line) + "\n" for line in lines).encode()


def people_rows(number, *, day="20.09.2026", first=1, name="Person"):
    """So many rows, each of somebody else."""
    return [(at, f"{name} {_word(at)}", "", day, "Quay", "fine") for at in range(first, first + number)]


def brought(content, *, source="watch", by=None, columns=COLUMNS, name="list.csv"):
    """A list whose columns are named, shown and not yet taken in."""
    held_by = by or a_user(role="monitor")
    of = a_source(source, by=held_by)
    held = lists.bring_list(
        source=of, file_name=name, media_type="text/csv", content=content, by=held_by, at=AT
    )
    assert isinstance(held, EvidenceImport), held
    if held.state == "columns":
        held = lists.name_columns(held=held, said=columns, by=held_by, at=AT)
        assert not isinstance(held, Refusal), held
    return held


def taken_in(content, **parts):
    """A list that was taken in."""
    held = brought(content, **parts)
    done = taking_in.take_in(held=held, on=TODAY, by=held.brought_by, at=AT)
    assert isinstance(done, EvidenceImport), done
    return done


def an_example(file, by=None):
    """One of the four lists of Harbour Square, under its own mapping, taken in."""
    path = EXAMPLES / file
    columns = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    return taken_in(path.read_bytes(), source=path.name.partition(".")[0], by=by, columns=columns, name=file)


def four_lists(by):
    """All four lists, with the decisions of their reviewer."""
    for file in FOUR:
        an_example(file, by=by)
    decided(EXAMPLES / "decisions.jsonl", by)


def decided(file, by):
    """The decisions of a file kept at once."""
    said = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = [sorted((handle(*one["one"]), handle(*one["other"]))) for one in said]
    rows = LinkDecision.objects.bulk_create(
        LinkDecision(one_id=one, other_id=other, what=what["what"], at=AT, by=by)
        for (one, other), what in zip(pairs, said, strict=True)
    )
    DecisionReason.objects.bulk_create(
        DecisionReason(decision=row, why=one["why"]) for row, one in zip(rows, said, strict=True)
    )
    rejoin()


def handle(source, key):
    """The handle of a row."""
    register_key = DataFolderRing().register_key()
    return str(handle_of(Subject(source=source, kind="person", key=str(key)), key=register_key))


def subject(source, key):
    """The subject of a row."""
    return EvidenceSubject.objects.get(pk=handle(source, key))


def consent_answered(person, by, *, given=False, to="publish", on=TODAY, asked_by="Watch"):
    """What a person said when they were asked: by default that they are not to be published."""
    consenting.keep_consent(
        subject=person, to=to, given=given, on=on, today=max(on, TODAY), asked_by=asked_by, by=by, at=AT
    )


def destroy_at_the_desk(client, person, *, decide="leave", **more):
    """A person's data destroyed through the page, also where their name stands elsewhere: shown, decided."""
    place, asked = f"/desk/evidence/cases/{person.pk}/destroy/", {"reason": "asked", "sure": "on"}
    answer = client.post(place, asked, **more)
    if answer.status_code == 409:
        page = answer.content.decode()
        seen = re.search(r'name="seen" value="(\w+)"', page)[1]
        columns = set(re.findall(r'name="(decide-[\w.]+)"', page))
        answer = client.post(place, {**asked, "seen": seen, **dict.fromkeys(columns, decide)}, **more)
    return answer


def uploaded(content, name="list.xlsx"):
    """A file as a browser sends it."""
    file = io.BytesIO(content)
    file.name = name
    return file


def _word(number):
    """A number in letters, so that a name has none."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize()
