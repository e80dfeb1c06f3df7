"""The second verifier: one HTML page that checks a bundle in any browser, offline, from a file.

1. It is written apart from the Python one, in `browser/*.js`, and shares with it nothing but the words.
2. One file: script, style and words (English and French) stand in it; its content policy lets nothing else
   run, and nothing be fetched but a bundle of the very site that serves it. Nothing leaves the machine.
3. The same sources give the same bytes.
"""

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any

from undersigned.wording.words import LANGUAGES, excerpt

_FAMILY = re.compile(r"\{\w+:([\w-]+)\}")
_PREFIX = "verif"  # codes `verifying.…`, terms `verify.…`


def browser_page() -> bytes:
    """The page, as a file of UTF-8."""
    folder = files("undersigned.verifying") / "browser"
    sources = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    scripts = [sources[name] for name in sorted(sources) if name.endswith(".js")]
    words = {language: _words(language) for language in LANGUAGES}
    script = "".join(['"use strict";\n(() => {\n', f"const WORDS = {_json(words)};\n", *scripts, "})();\n"])
    style = sources["page.css"]
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = sources["page.html"]
    for slot, content in (("{policy}", policy), ("{style}", style), ("{script}", script)):
        page = page.replace(slot, content, 1)
    return page.encode()


def _words(language: str) -> dict[str, dict[str, Any]]:
    """Every word that a verifier says, with the families that its words fill in."""
    own = excerpt(_PREFIX, language)
    asked = " ".join(words for words in own["terms"].values()) + json.dumps(own["findings"])
    families = set(_FAMILY.findall(asked))
    for family in sorted(families):
        own["terms"] |= excerpt(f"{family}.", language)["terms"]
    return own


def _json(words: object) -> str:
    """JSON that may stand within a script of a page."""
    written = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.replace("</", "<\\/").replace("<!--", "<\\!--")


def _hash(source: str) -> str:
    """What a content policy calls a script or style of these characters."""
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
