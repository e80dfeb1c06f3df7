"""What the findings about a declaration say: whole sentences, also where nearly nothing is known."""

from dataclasses import replace

import pytest

from undersigned.declaring.archive.archive import archive
from undersigned.declaring.examination import examine
from undersigned.wording.words import LANGUAGES, mend, sentence

from .declarations import a_declaration, names

WANTING = {
    "no day": {"dated": None},
    "no assembly": {"assembly": None, "instrument": None},
    "another assembly": {"assembly": "pace", "number": 7, "doc_number": 9},
    "no opening, no disclaimer": {"opening": None, "disclaimer": None},
    "no text": {"clauses": (), "title": None, "opening": None},
    "unknown language": {"language": "und"},
    "no group": {"signatories": names(("Northland", None), ("Nowhere", None), (None, "QQ"))},
    "the same name twice": {"signatories": names((None, None)) * 2},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanting", WANTING)
def test_no_sentence_has_a_dash_where_something_is_not_known(wanting, language):
    """Who reads that a list closes “between: –” learns nothing; that nobody knows it is a sentence."""
    for finding in examine(a_declaration(**WANTING[wanting])).findings:
        said = f"{sentence(finding, language)} {mend(finding, language) or ''}"
        known = str(finding.particulars.get("period") or "") + str(finding.particulars.get("closes") or "")

        assert said.count("–") == known.count("–"), (finding.code, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_about_the_archive_has_a_dash(language):
    """The same for every third declaration of the archive, with its day and without."""
    for entry in tuple(archive())[::3]:
        whole = entry.declaration()
        for declaration in (whole, replace(whole, dated=None)):
            for finding in examine(declaration).findings:
                said = sentence(finding, language)
                known = str(finding.particulars.get("period")) + str(finding.particulars.get("closes"))

                assert said.count("–") == known.count("–"), (finding.code, said)
