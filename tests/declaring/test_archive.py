"""The archive and the founding document as facts: what they hold, and what they must not."""

import json
import re
import runpy
import sys
import tomllib

import pytest

from undersigned.declaring.archive.archive import (
    ArchiveError,
    _records,
    _toml,
    archive,
    coverage,
    entry,
    examples,
)
from undersigned.declaring.archive.known import known_by_number, known_by_text
from undersigned.declaring.archive.table import archive_table, totals
from undersigned.declaring.declaration import Form
from undersigned.values.digest import canonical_paragraph, sha256
from undersigned.values.findings import Outcome

FOUNDING = examples() / "doc-14983"


def test_the_archive_says_how_little_it_is():
    """The line on coverage counts the entries, in both languages."""
    assert len(list(archive())) == 48
    assert all(
        coverage(language).startswith("48 ") and "800" in coverage(language) for language in ("en", "fr")
    )


def test_the_archive_is_made_again_from_the_records(shared, capsys, monkeypatch):
    """The command in its README gives the same bytes."""
    monkeypatch.setattr(sys, "argv", ["make.py", str(shared / "data" / "pace-declarations.jsonl")])

    runpy.run_path(str(examples() / "pace-archive" / "make.py"), run_name="__main__")

    kept = (examples() / "pace-archive" / "declarations.jsonl").read_text(encoding="utf-8")
    assert capsys.readouterr().out == kept


def test_no_sentence_of_a_real_text_is_in_its_example(shared):
    """No six words that follow each other in the founding document stand in the files about it."""
    text = (shared / "seed" / "doc-14983.txt").read_text(encoding="utf-8")
    clauses = text.split("declare the following:")[1].split("Signed")[0].split()
    runs = {" ".join(clauses[at : at + 6]) for at in range(len(clauses) - 5)}

    kept = " ".join(file.read_text(encoding="utf-8") for file in FOUNDING.iterdir() if file.is_file()).split()

    assert runs.isdisjoint(" ".join(kept[at : at + 6]) for at in range(len(kept) - 5))


def test_the_founding_document_is_known_by_number_and_by_text():
    """Both ways lead to the same entry."""
    found = known_by_number("pace", 695)

    assert found.doc_number == 14983
    assert known_by_text(found.texts["en"].digest) == found
    assert known_by_text("0" * 64) is None
    assert known_by_number("pace", 1) is None


def test_the_founding_list_has_the_digest_that_is_stated():
    """25 names, 11 delegations, in the digest's own order."""
    declaration = known_by_number("pace", 695).declaration()

    assert declaration.form is Form.PRINTED
    assert declaration.list_digest() == known_by_number("pace", 695).list.digest
    assert (len(declaration.signatories), len({one.place for one in declaration.signatories})) == (25, 11)


def test_the_facts_of_the_founding_document_agree_with_its_text(shared):
    """Each figure stands at its place, each named person in the clause given, each digest fits."""
    facts = tomllib.loads((FOUNDING / "declaration.toml").read_text(encoding="utf-8"))
    text = (shared / "seed" / "doc-14983.txt").read_text(encoding="utf-8")
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    clauses = blocks[6:10]

    for figure in facts["figures"]:
        numbers = numbers_in(clauses[figure["clause"] - 1])
        assert numbers[figure["nth"] - 1] == figure["value"], figure["id"]
    for person in facts["people"]:
        assert person["name"] in clauses[person["clause"] - 1]
    digests = [sha256(canonical_paragraph(one).encode()) for one in (blocks[2], *blocks[5:10])]
    assert facts["text"]["en"]["paragraphs"] == digests
    assert all(facts[key] for key in ("number", "doc_number", "day", "titles", "official"))


def numbers_in(clause):
    """All numbers of a clause; `6 000` is one."""
    return [int(re.sub(r"\D", "", run)) for run in re.findall(r"\d{1,3}(?: \d{3})+|\d+", clause)]


def rows_of(name):
    return [json.loads(line) for line in (FOUNDING / name).read_text(encoding="utf-8").splitlines()]


def test_what_others_published_is_carried_with_its_address(shared):
    """Every count and person of the supplied facts is there, with who said it and where; nobody is added."""
    counts = tomllib.loads((FOUNDING / "counts.toml").read_text(encoding="utf-8"))["counts"]
    people = rows_of("people.jsonl")
    facts = tomllib.loads((FOUNDING / "declaration.toml").read_text(encoding="utf-8"))
    supplied = (shared / "data" / "doc-14983" / "counts.jsonl").read_text(encoding="utf-8").splitlines()

    assert len(counts) == len(supplied)
    assert all(one["said_by"] and one["url"].startswith("http") for one in counts)
    ids = {one["id"] for one in counts}
    assert {one["within"] for one in counts if one.get("within")} <= ids
    assert [one["name"] for one in people] == [one["name"] for one in facts["people"]]


def test_a_list_copied_in_part_is_not_counted_on():
    """Its names are given only to questions that a part can answer."""
    part = next(one for one in archive() if one.list and not one.list.complete and one.list.printed_order)

    assert (part.declaration().has_list, part.declaration().signatories) == (False, ())
    assert part.declaration(with_parts=True).signatories == part.list.signatories
    assert part.declaration(with_parts=True).has_list is False


def test_the_table_of_the_archive_has_no_failure():
    """No real list fails a question of this part; what is unknown stays undetermined."""
    counted = totals(archive_table())

    assert sum(answers[Outcome.FAILED] for answers in counted.values()) == 0
    assert counted["declaring.list.order"][Outcome.PASSED] == 34
    assert counted["declaring.group.on-day"][Outcome.UNDETERMINED] == 1
    assert counted["declaring.number.series"][Outcome.UNDETERMINED] == 2


@pytest.mark.parametrize("read", [_toml, _records])
def test_a_damaged_or_missing_file_is_refused_by_name(tmp_path, read):
    """The file is named, and no bare fault of a library shows."""
    damaged = tmp_path / "damaged"
    damaged.write_text("{ no", encoding="utf-8")

    with pytest.raises(ArchiveError, match="damaged"):
        read(damaged)
    with pytest.raises(ArchiveError, match="missing"):
        read(tmp_path / "missing")


@pytest.mark.parametrize(
    "wrong",
    [{"id": "1"}, {"id": "1", "assembly": "pace", "instrument": "x", "day": "yesterday"}, {}],
)
def test_a_faulty_line_is_refused_by_name(wrong):
    """No bare fault of a library shows."""
    with pytest.raises(ArchiveError):
        entry(wrong)
