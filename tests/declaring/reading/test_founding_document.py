"""The document that the project began with, and the real lists of the dataset, through every form."""

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.declaring.reading.invented import without_lines

from undersigned.declaring.declaration import Clause, Declaration, Form, Signatory
from undersigned.declaring.examination import examine
from undersigned.declaring.reading.attribution import attributed
from undersigned.declaring.reading.days import write_day
from undersigned.declaring.reading.reader import read, write
from undersigned.values.dates import SourceDate
from undersigned.values.names import PersonalName

TEXT_DIGEST = "66e2de17a52218c7da749aecf3a4c24294c8af7ac297bc1ad196ac0cc5784891"
SENTENCE = {
    "en": "The people of the harbour were held and must be released.",
    "fr": "Les habitants du port ont été détenus et doivent être libérés.",
}


@pytest.fixture(scope="module")
def seed(shared) -> str:
    return (shared / "seed" / "doc-14983.txt").read_text(encoding="utf-8")


def the_declaration(text: str) -> Declaration:
    (declaration,) = read(text.encode(), file="doc.txt").declarations
    return declaration


def test_every_part_is_read(seed) -> None:
    """Reference, day, title, disclaimer, opening, clauses, names, total and legend."""
    one = the_declaration(seed)

    assert (one.form, one.language, one.assembly, one.instrument) == (
        Form.PRINTED, "en", "pace", "written-declaration",
    )  # fmt: skip
    assert (one.doc_number, one.number, one.day) == (14983, 695, date(2019, 10, 4))
    assert (one.title or "").startswith("The international community")
    assert (one.disclaimer and one.disclaimer.variant) == "does-not-reflect-position"
    assert one.opening == "We, the undersigned, declare the following:"
    assert [clause.line for clause in one.clauses] == [17, 19, 21, 23]
    assert [line.code for line in one.legend or ()] == ["ALDE", "EPP/CD", "SOC", "UEL", "NR"]
    assert (len(one.signatories), one.stated_total) == (25, 25)
    assert one.signatories[2] == Signatory(
        order=3, name=PersonalName(family="ÆVARSDÓTTIR", given="Thorhildur Sunna"),
        country="Iceland", place="IS", group="SOC", line=33,
    )  # fmt: skip


def test_its_digest_is_stable(seed) -> None:
    """The digest of its canonical text is a fact that other packages rely on."""
    assert the_declaration(seed).text_digest() == TEXT_DIGEST


def test_it_is_written_as_it_was_but_for_blank_lines(seed) -> None:
    """Nothing is lost and nothing added."""
    again = write(the_declaration(seed))
    assert [line for line in again.split("\n") if line] == [line for line in seed.split("\n") if line]


VARIANTS = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "byte-order mark": lambda text: "\ufeff" + text,
    "no blank lines": lambda text: "\n".join(line for line in text.split("\n") if line),
    "blank lines doubled": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: text.replace("\n", "\n    "),
    "plain heading": lambda text: text.replace("*Signed*¹:", "Signed 1:"),
    "legend without its call": lambda text: text.replace("1. ALDE", "ALDE"),
    "total without spaces": lambda text: text.replace("Total = 25", "Total=25"),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_layout_does_not_matter(seed, variant) -> None:
    """The same declaration is read from each variant of its layout."""
    assert without_lines(the_declaration(VARIANTS[variant](seed))) == without_lines(the_declaration(seed))


def test_the_lists_of_the_dataset_pass_through_every_form(shared) -> None:
    """Every list collected is read back name by name; only two old surnames of two words leave a doubt."""
    doubts = set()
    for line in (shared / "data" / "pace-declarations.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for form in (Form.PRINTED, Form.SITE_OLDER, Form.SITE_NEWER) if record["signatories"] else ():
            if record["list_form"] == "surname-only 2001" and form is not Form.PRINTED:
                continue
            made = _declaration(record, form)
            reading = read(write(made).encode(), file=record["record_id"])
            assert tuple(map(without_lines, reading.declarations)) == (made,)
            doubts |= {(f.code, f.particulars["name"]) for f in reading.findings if "name" in f.particulars}
    assert doubts == {
        ("declaring.name.surname", "Alis Font"),
        ("declaring.name.surname", "Bartumeu Cassany"),
    }


def _declaration(record: dict, form: Form) -> Declaration:
    language = record["language"]
    day = date.fromisoformat(record["date"] or "2020-01-01")
    rows = [_signatory(at, row) for at, row in enumerate(record["signatories"], start=1)]
    if form is Form.PRINTED:
        rows = [replace(row, name=replace(row.name, honorific=None)) for row in rows]
    return attributed(
        Declaration(
            form=form,
            language=language,
            assembly=None,
            instrument="written-declaration",
            title=record["title"] or "A title",
            clauses=(Clause(text=SENTENCE[language]),),
            doc_number=record["doc_number"] or 1,
            number=record["wd_number"] or 1,
            dated=SourceDate.of_day(day, write_day(day, language)),
            signatories=tuple(rows),
            has_list=True,
            stated_total=len(rows) if form is Form.PRINTED else None,
        )
    )


def _signatory(order: int, row: dict) -> Signatory:
    style = "The Earl of" if row["honorific"] == "The Earl of" else None
    honorific = None if style else row["honorific"]
    name = PersonalName(family=row["family"], given=row["given"], honorific=honorific, style=style)
    return Signatory(order=order, name=name, country=row["country"], group=row["group"])


def test_a_file_cut_before_its_list_is_still_judged_by_its_rules(shared) -> None:
    """Both numbers stand in it: the assembly is told by them, and the last line is named."""
    text = (shared / "seed" / "doc-14983.txt").read_text(encoding="utf-8")
    cut = text[: text.index("Signed")]

    reading = read(cut.encode(), file="cut.txt")
    (declaration,) = reading.declarations
    found = {one.code: one for one in reading.findings}

    assert declaration.assembly == "pace"
    assert examine(declaration).rulebook is not None
    assert found["declaring.assembly.told"].outcome == "undetermined"
    assert found["declaring.file.whole"].place.line == len(cut.rstrip().splitlines())
