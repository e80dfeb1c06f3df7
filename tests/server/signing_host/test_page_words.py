"""The words of the signing page: each that its script asks for is there, and none is idle."""

import re
from importlib.resources import files

import pytest

from undersigned.signing.kinds import BY_CLERKS
from undersigned.wording.words import LANGUAGES, excerpt

SCRIPTS = sorted(
    one for one in files("undersigned.server.signing_page").iterdir() if one.name.endswith(".js")
)
SOURCE = "\n".join(one.read_text(encoding="utf-8") for one in SCRIPTS)
ASKED = set(re.findall(r"signing\.page\.[a-z-]+[a-z]", re.sub(r"signing\.page\.[a-z-]*\$\{", "", SOURCE)))
FIELDS = re.search(r"const keys = \[([^\]]+)\]", SOURCE)[1]
BUILT = {
    *(f"signing.page.{act}{rest}" for act in ("sign", "withdraw") for rest in ("", "-as")),
    *(f"signing.page.done-{act}" for act in ("sign", "withdraw")),
    *(
        f"signing.page.{one}{rest}"
        for one in ("signatories", "delegations", "groups")
        for rest in ("", "-of")
    ),
    *(f"signing.page.may-withdraw-{answer}" for answer in ("yes", "no", "unknown")),
    *(f"signing.page.{state}" for state in ("recorded", "recorded-alone", "witnessed", "waiting", "unsure")),
    *(f"signing.page.enrol-{role}" for role in ("member", "clerk")),
    *(f"signing.page.task-{kind}" for kind in BY_CLERKS),
    *(f"signing.page.field-{key}" for key in re.findall(r'"([a-z-]+)"', FIELDS)),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_and_none_is_idle(language):
    """A word that is missing would be shown as its key; one that nobody asks for is of another page."""
    assert set(excerpt("signing.page.", language)["terms"]) == ASKED | BUILT
