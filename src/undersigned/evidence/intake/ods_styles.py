"""Which styles of an open document strike out what they are given to."""

import re
import zipfile

from undersigned.evidence.intake.archives import events, traced

_PARTS = ("styles.xml", "content.xml")
_DEEPEST = 20  # styles that come from each other
_TRACE = re.compile(rb"line-through-(?:style|type)\s*=\s*[\"'](?!none)")
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LINE = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")


def struck_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The names of the styles with a line through the text, their own or of the style they come from."""
    parts = [part for part in _PARTS if part in archive.namelist()]
    if not any(traced(archive, part, _TRACE) for part in parts):
        return frozenset()
    lines: dict[str, tuple[bool | None, str | None]] = {}
    for part in parts:
        with archive.open(part) as content:
            for event, style in events(content, f"{_STYLE}style"):
                if event == "end":
                    said = [
                        one.get(attribute)
                        for one in style.iterchildren(f"{_STYLE}text-properties")
                        for attribute in _LINE
                        if one.get(attribute)
                    ]
                    through = "none" not in said if said else None
                    lines[style.get(f"{_STYLE}name") or ""] = through, style.get(f"{_STYLE}parent-style-name")
    return frozenset(name for name in lines if _through(name, lines))


def _through(name: str | None, lines: dict[str, tuple[bool | None, str | None]]) -> bool:
    """Whether a style has the line; one that does not say has what the style before it has."""
    for _ in range(_DEEPEST):  # they may go round
        through, name = lines.get(name or "", (False, None))
        if through is not None:
            return through
    return False
