"""A site with a page of every kind in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import a_document, some_signatories, without_text
from tests.publishing.figures import FOLLOWED, a_figures_file

from undersigned.publishing.document import Level, Nature
from undersigned.publishing.frame import Settings
from undersigned.publishing.preparing.bound import with_figures
from undersigned.publishing.site.build import build
from undersigned.values.findings import Place, failed, passed, undetermined
from undersigned.values.sourced import Citation

RULES = Citation(
    source="rules", title="Rules of the Concord", at="Rule 53", url="https://concord.example/rules"
)
FINDINGS = (
    passed("declaring.list.total", stated=25, counted=25),
    replace(
        failed("declaring.list.order", Place(file="12.txt", line=31, field="signatories[2]")), cites=(RULES,)
    ),
    undetermined("declaring.text.word-limit"),
)


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every kind of page: signed, drafted, printed only, long words, several levels."""
    out = tmp_path_factory.mktemp("journeys") / "public"
    mixed = tuple(replace(one, level=level) for one, level in zip(some_signatories(5), Level, strict=True))
    documents = (
        with_figures(a_document(findings=FINDINGS), a_figures_file(), FOLLOWED),
        a_document(slug="13", number=13, signatories=mixed, nature=Nature.EDITION),
        replace(without_text(a_document(slug="14", number=14)), notes=("12 of about 90.",)),
        a_document(slug="draft-1", nature=Nature.DRAFT, signatories=0, languages=("en",), edition=None),
    )
    build(documents, out, settings=Settings(publisher="Harbour Watch"), suffixes=(".txt", ".csv"))
    return out
