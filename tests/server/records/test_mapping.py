"""Rows to dataclasses and back: nothing is lost on the way."""

import json
from dataclasses import fields, replace
from datetime import date

from tests.builders import a_document
from tests.server.builders import TEXTS, a_collection, a_member, a_roll, a_signature, a_user

from undersigned.declaring.roll import members as roll
from undersigned.declaring.roll.roll import Roll
from undersigned.publishing.document import Document
from undersigned.server.records.mapping import declaring, publishing
from undersigned.server.records.mapping.roll import load_roll
from undersigned.values.findings import Place, failed
from undersigned.values.names import PersonalName
from undersigned.values.sourced import Citation

DAY = date(2030, 1, 1)


def a_member_of_the_roll(id_, **parts):
    defaults = {
        "name": PersonalName(family="ÅLUND", given="Ana", honorific="Ms", style="The Keeper"),
        "aliases": (PersonalName(family="AALUND", given=None),),
        "mandates": (
            roll.Mandate(delegation="XA", role=roll.Role.REPRESENTATIVE, period=roll.Period(from_=DAY)),
        ),
        "groups": (
            roll.GroupMembership(group="PP", period=roll.Period(from_=DAY, until=date(2031, 1, 1))),
            roll.GroupMembership(group="LIB", period=roll.Period(from_=date(2031, 1, 1))),
        ),
    }
    return roll.Member(id=roll.MemberId(id_), **{**defaults, **parts})


def test_a_roll_comes_back_as_it_went(django_assert_max_num_queries):
    """Names, aliases, mandates, substitutes and groups; in a handful of queries."""
    stand_in = roll.Mandate(
        delegation="XA",
        role=roll.Role.SUBSTITUTE,
        period=roll.Period(from_=DAY),
        substitute_for=roll.MemberId("m1"),
    )
    kept = Roll(
        assembly="concord",
        members=(a_member_of_the_roll("m1"), a_member_of_the_roll("m2", aliases=(), mandates=(stand_in,))),
    )
    a_roll(kept)

    with django_assert_max_num_queries(5):
        assert load_roll("concord") == kept


def test_a_text_comes_back_as_it_went():
    """Draft to plain data and back, with the same digest."""
    draft = declaring.draft_of(TEXTS)

    assert declaring.texts_of(draft) == TEXTS
    assert declaring.draft_of(declaring.texts_of(draft)).digest() == draft.digest()


def test_a_collection_is_a_declaration_for_the_stages():
    """Text and names in the order given, with labels in the language."""
    by, collection = a_user(), a_collection()
    names = [
        a_signature(collection=collection, member=a_member(delegation=code), by=by) for code in ("XA", "XB")
    ]

    read = declaring.declaration_of(
        collection, "fr", names, labels={"XA": "Terre-du-Nord"}, groups={"LIB": "LIB"}
    )

    assert read.text_digest() == collection.text_digests["fr"]
    assert [(one.order, one.country, one.place) for one in read.signatories] == [
        (1, "Terre-du-Nord", "XA"),
        (2, "XB", "XB"),
    ]


def test_an_edition_gives_back_its_whole_document():
    """Every field of a document, days and findings included, through JSON."""
    finding = replace(
        failed("declaring.list.order", Place(line=3), names=("A", "B")),
        cites=(Citation(source="rules", at="Rule 53"),),
    )
    document = replace(
        a_document(), findings=(finding,), notes=("Fictional.",), local_notes={"fr": ("Fictif.",)}
    )

    kept = publishing.document_as_data(document)

    assert publishing.document_of(_through_json(kept)) == document
    joined = {"figures", "earlier_figures", "followed"}  # anew, whenever the site is made
    assert set(kept) == {field.name for field in fields(Document)} - joined


def _through_json(data):
    return json.loads(json.dumps(data, ensure_ascii=False))
