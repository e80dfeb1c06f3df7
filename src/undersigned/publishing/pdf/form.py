"""Sets a declaration as PDF/A-3a and PDF/UA-1, from the layouts in `layouts/*.typ`.

1. The document is set by typst with the fonts of our dependencies and no others; every warning is a fault.
2. The layout is found by name, narrowest first: assembly and instrument, then the assembly, then `plain`.
3. The same document gives the same bytes on one machine; the only date in them is the document's own day, or
   the first of January 1970 where it has none. Digests are of the canonical text and list, never of a PDF.
4. The Akoma Ntoso file is embedded as the source (ISO 32000-2, 14.13, `AFRelationship` = `Source`).
5. A letter that the fonts do not have, or a hidden mark that turns the direction of writing, is refused by
   name: nothing is left out, replaced or shown as an empty box.

A process that has made a PDF must not fork: the child would never come back from typst. Start a new one.
"""

import calendar
import json
from functools import cache
from pathlib import Path

import fontpkg_source_sans_3  # type: ignore[import-untyped]  # data packages, without types
import fontpkg_source_serif_4  # type: ignore[import-untyped]
import typst

from undersigned.publishing.characters import refuse_unholdable
from undersigned.publishing.document import Document
from undersigned.publishing.pdf.content import ATTACHMENT_NAME, content_of
from undersigned.publishing.pdf.letters import GlyphMissingError, missing_letters, unprintable
from undersigned.values.faults import UndersignedError

_LAYOUTS = Path(__file__).parents[1] / "layouts"


class PdfError(UndersignedError):
    """The layout could not be set, or typst had something to say about it."""


def render(document: Document, language: str, *, attachment: bytes | None = None) -> bytes:
    """The document in a language as PDF, with its Akoma Ntoso (UTF-8 XML) embedded where it is given.

    Raises `UnpublishableError` for characters that no form can carry, its kind `GlyphMissingError` for
    letters that no font has and marks that turn the direction of writing, `PdfError` for an error of this
    program.
    """
    refuse_unholdable(document)
    content = content_of(document, language, attached=attachment is not None)
    if findings := unprintable(content):
        raise GlyphMissingError(findings)
    inputs = {"content": json.dumps(content, ensure_ascii=False)}
    if attachment is not None:
        inputs |= {"attachment": _as_text(attachment), "attachment-name": ATTACHMENT_NAME}
    try:
        return typeset(_layout(document), inputs, _timestamp(document))
    except PdfError:
        if findings := missing_letters(content, can_set=can_set):
            raise GlyphMissingError(findings) from None
        raise


def _layout(document: Document) -> Path:
    """The narrowest layout that there is for a document."""
    names = (f"{document.assembly}-{document.instrument}", document.assembly, "plain")
    paths = (_LAYOUTS / f"{name}.typ" for name in names)
    return next(path for path in paths if path.is_file())


def _timestamp(document: Document) -> int:
    return calendar.timegm(document.day.timetuple()) if document.day else 0


def _as_text(attachment: bytes) -> str:
    try:
        return attachment.decode()
    except UnicodeDecodeError as fault:
        raise PdfError(f"the file to embed is not UTF-8: {fault}") from fault


def can_set(letters: str) -> bool:
    """Whether all letters can be set in every font that the layouts use."""
    try:
        typeset(_LAYOUTS / "letters.typ", {"letters": json.dumps(letters)}, 0)
    except PdfError:
        return False
    return True


def typeset(layout: Path, inputs: dict[str, str], timestamp: int) -> bytes:
    """One of our layouts, set with its inputs in our fonts. Raises `PdfError`."""
    try:
        content, warnings = typst.compile_with_warnings(
            str(layout),
            root=str(_LAYOUTS),
            font_paths=_fonts(),
            sys_inputs=inputs,
            format="pdf",
            pdf_standards=["a-3a", "ua-1"],
            timestamp=timestamp,
        )
    except RuntimeError as fault:
        # A `TypstError` for what the layout says, a bare one for what typst cannot open.
        raise PdfError(f"{layout.name}: {fault}") from fault
    if warnings:
        raise PdfError(f"{layout.name}: {'; '.join(warning.message for warning in warnings)}")
    if not isinstance(content, bytes):
        raise PdfError(f"{layout.name}: no single file came back")
    # ISO 19005-3, 6.1.9: what is appended to sign the file must begin on a line of its own.
    return content if content.endswith(b"\n") else content + b"\n"


@cache
def _fonts() -> typst.Fonts:
    folders = [str(package.ROOT / "files") for package in (fontpkg_source_serif_4, fontpkg_source_sans_3)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
