"""Builds the signing page: one HTML file with script, style, fonts and words; its policy allows no more.

1. Nothing comes from another site, nothing is fetched but answers of this host, and nothing is stored.
2. The same sources give the same bytes; their digest is logged (`page`), so that outsiders can compare.
3. The functions by which a verifier computes a text's digest are the very ones that the page uses.
"""

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from undersigned.wording.words import LANGUAGES, excerpt

_WORDS = ("signing.page.", "verify.level.")
_SHARED = "01-bytes.js"
_FONTS = (
    ("Source Sans 3", "source-sans-3-latin-wght-normal.woff2"),
    ("Source Serif 4", "source-serif-4-latin-wght-normal.woff2"),
)


@cache
def signing_page_bytes() -> bytes:
    """The page as a file of UTF-8."""
    folder = _folder()
    page = (folder / "page.html").read_text(encoding="utf-8")
    for slot, content in (("{style}", _style()), ("{script}", _script())):
        page = page.replace(slot, content, 1)
    return page.encode()


@cache
def content_policy() -> str:
    """The policy that goes with the page, as a header."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(_script())}'",
            f"style-src '{_hash(_style())}'",
            *(
                "connect-src 'self'",
                "img-src data:",
                "font-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            ),
            *("frame-ancestors 'none'", "require-trusted-types-for 'script'"),
        )
    )


@cache
def _script() -> str:
    own = sorted(
        (file for file in _folder().iterdir() if file.name.endswith(".js")), key=lambda file: file.name
    )
    shared = files("undersigned.verifying") / "browser" / _SHARED
    words = {language: _words(language) for language in LANGUAGES}
    written = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace(
        "</", "<\\/"
    )
    scripts = [file.read_text(encoding="utf-8") for file in (shared, *own)]
    return "".join(['"use strict";\n(() => {\n', f"const WORDS = {written};\n", *scripts, "})();\n"])


def _words(language: str) -> dict[str, str]:
    return {key: words for prefix in _WORDS for key, words in excerpt(prefix, language)["terms"].items()}


@cache
def _style() -> str:
    return "".join(_font(family, file) for family, file in _FONTS) + (_folder() / "page.css").read_text(
        encoding="utf-8"
    )


def _font(family: str, file: str) -> str:
    content = (files("undersigned.publishing") / "layouts" / "fonts" / file).read_bytes()
    written = base64.b64encode(content).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: 200 900; '
        f'src: url("data:font/woff2;base64,{written}") format("woff2") }}\n'
    )


def _folder() -> Traversable:
    return files("undersigned.server.signing_page")


def _hash(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
