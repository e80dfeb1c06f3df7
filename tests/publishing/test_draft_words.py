"""A draft's page speaks of a draft: no word of the program, nothing that nobody knows."""

import re

import pytest
from tests.builders import a_document

from undersigned.publishing import page
from undersigned.publishing.document import Nature
from undersigned.publishing.preparing.assembling import NO_ASSEMBLY, NO_INSTRUMENT

DRAFT = a_document(
    assembly=NO_ASSEMBLY,
    instrument=NO_INSTRUMENT,
    nature=Nature.DRAFT,
    signatories=0,
    list_known=False,
    number=None,
    doc_number=None,
    official_urls={},
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("No assembly named", "A draft has no list of names yet.", "There is also a version in French"),
        ),
        ("fr", ("Aucune assemblée indiquée", "Un projet n’a pas encore de liste de noms.")),
    ],
)
def test_a_draft_is_spoken_of_as_one(language, said):
    """Neither `unassigned`, nor that it was published, nor that nobody signed it."""
    words = re.sub(r"<[^>]+>", " ", page.render(DRAFT, language).decode())

    assert all(sentence in words for sentence in said)
    assert not [word for word in (NO_ASSEMBLY, "also published", "signed by nobody") if word in words]
