"""Checks a published form by itself, offline: do its digests follow from its own content?

1. A form is recognised by what only this project writes into it, never by the name of its file. A PDF is ours
   if it states digests in its structure; a foreign one is left to the readers.
2. Text and list are taken back out (`forms.FORMS[…].recover`) and their digests made again. A text must have
   one of those that the form states for texts, the list that of the list; a list that is gone has not.
3. A table states no digest: its list has one all the same, to compare with that of another form.
4. The same digests show that a copy is whole. They do not show that anyone signed.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import html as lxml_html

from undersigned.declaring.archive.known import known_by_text
from undersigned.publishing import json_form, jsonld, tables
from undersigned.publishing.akomantoso import addresses
from undersigned.publishing.akomantoso.check import parsed
from undersigned.publishing.forms import FORMS, PublishedForm
from undersigned.publishing.recovered import Recovered
from undersigned.values.digest import ListDigest, TextDigest, canonical_list, list_digest, text_digest
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Severity, failed, not_applicable, passed, undetermined
from undersigned.wording.words import LANGUAGES, term

_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_HEAD = 4096
_NO_NAMES = list_digest(canonical_list([]))
_TEXT, _LIST = "text", "list"
Stated = Iterator[tuple[str, str]]  # text or list, and the digest
_BY_LANGUAGE: dict[str, Callable[[bytes, str | None], Recovered]] = {
    "json": json_form.recover,
    "jsonld": jsonld.recover,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """A published form, the digests computed from it, those it states, and whether they agree."""

    form: str
    texts: tuple[TextDigest, ...] = ()
    names: ListDigest | None = None
    stated_texts: tuple[str, ...] = ()
    stated_list: str | None = None
    findings: tuple[Finding, ...] = ()

    def as_data(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "form": self.form,
            "texts": list(self.texts),
            "list": self.names,
            "stated": {"texts": list(self.stated_texts), "list": self.stated_list},
        }


def recheck(content: bytes) -> Recheck | None:
    """Check a file that this project published by itself; `None` for any other file."""
    form = next(
        (published_form for published_form in FORMS if _RECOGNISED[published_form.key](content)), None
    )
    if form is None:
        return None
    try:
        stated = tuple(_STATED[form.key](content))
        texts, names = _recovered(form, content)
    except (UndersignedError, ValueError, LookupError, TypeError, AttributeError) as fault:
        # What was altered may lack any part, and the libraries say so in all of these ways.
        if form.key == "pdf":
            return None
        finding = failed(
            "publishing.recheck.form", severity=Severity.REFUSAL, form=form.key, reason=str(fault)
        )
        return Recheck(form=form.key, findings=(finding,))
    if form.key == "pdf" and not stated:
        return None
    return _compared(form, texts, names, stated)


def _recovered(form: PublishedForm, content: bytes) -> tuple[tuple[TextDigest, ...], ListDigest]:
    """The digests computed from the form: of every text that is shown, and of the list."""
    if by_language := _BY_LANGUAGE.get(form.key):
        carried = [by_language(content, language) for language in _languages(form.key, content) or (None,)]
    else:
        assert form.recover
        carried = [form.recover(content)]
    texts = dict.fromkeys(text_digest(recovered.text) for recovered in carried if recovered.text)
    return tuple(texts), list_digest(carried[0].list)


def _compared(
    form: PublishedForm, texts: tuple[TextDigest, ...], names: ListDigest, stated: tuple[tuple[str, str], ...]
) -> Recheck:
    of_texts = tuple(dict.fromkeys(digest for kind, digest in stated if kind == _TEXT))
    of_list = next((digest for kind, digest in stated if kind == _LIST), None)
    return Recheck(
        form=form.key,
        texts=texts,
        names=None if names == _NO_NAMES else names,
        stated_texts=of_texts,
        stated_list=of_list,
        findings=(
            passed("publishing.recheck.form", form=form.key),
            *(_among("publishing.recheck.text", text, of_texts) for text in texts),
            *(() if texts else (not_applicable("publishing.recheck.text"),)),
            _names(names, of_list),
            *_as_published(texts),
        ),
    )


def _names(names: ListDigest, stated: str | None) -> Finding:
    if names == _NO_NAMES and stated in (None, _NO_NAMES):
        return not_applicable("publishing.recheck.list")
    return _among("publishing.recheck.list", names, (stated,) if stated else ())


def _as_published(texts: tuple[TextDigest, ...]) -> Iterator[Finding]:
    """Whether a text is word for word one that the archive knows."""
    known = next((entry for text in texts if (entry := known_by_text(text))), None)
    if known:
        yield passed("declaring.text.known", number=known.number, doc_number=known.doc_number)


def _among(code: str, digest: str, stated: tuple[str, ...]) -> Finding:
    if not stated:
        return undetermined(code, severity=Severity.NOTICE, found=digest)
    if digest in stated:
        return passed(code, found=digest)
    return failed(code, found=digest, stated=stated)


def _languages(key: str, content: bytes) -> tuple[str, ...]:
    """The languages of the texts that are shown."""
    data = json.loads(content)
    if key == "json":
        return tuple(code for code, text in data["texts"].items() if text["clauses"] is not None)
    return tuple(text["schema:inLanguage"] for text in data["eli:is_realized_by"])


def _in_json(content: bytes) -> Stated:
    data = json.loads(content)
    yield from ((_TEXT, text["sha256"]) for text in data["texts"].values())
    yield _LIST, data["list"]["sha256"]


def _in_jsonld(content: bytes) -> Stated:
    data = json.loads(content)
    yield from ((_TEXT, text["und:textDigest"]) for text in data["eli:is_realized_by"])
    if "und:listDigest" in data:
        yield _LIST, data["und:listDigest"]


def _in_page(content: bytes) -> Stated:
    tree = lxml_html.document_fromstring(
        content, parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    for code in tree.iterfind('.//dl[@class="digests"]//code'):
        kind = _LIST if code.get("data-text-digest") is None else _TEXT
        yield from _digests(kind, "".join(str(part) for part in code.itertext()))


def _in_akomantoso(content: bytes) -> Stated:
    root = parsed(content)
    for kind in (_TEXT, _LIST):
        ours = root.iter(f"{{{addresses.OURS}}}{kind}")
        yield from ((kind, digest) for element in ours if (digest := element.get("sha256")))


def _in_remarks(content: bytes) -> Stated:
    for line in content.decode().splitlines():
        if line.startswith("# "):
            yield from _digests(_kind("forms.lines.list", line.removeprefix("# ")), line)


def _in_pdf(content: bytes) -> Stated:
    from undersigned.publishing.pdf import structure  # noqa: PLC0415  (pikepdf is loaded for a PDF only)

    for label, body in structure.list_items(content):
        yield from _digests(_kind("pdf.about.list-digest", label), body)


def _kind(key: str, words: str) -> str:
    """Whether words name the digest of the list, in any language; else they name that of a text."""
    labels = (term(key, language, digest="\n").partition("\n")[0] for language in LANGUAGES)
    return _LIST if any(words.startswith(label) for label in labels) else _TEXT


def _digests(kind: str, words: str) -> Stated:
    return ((kind, digest) for digest in _DIGEST.findall(words))


_STATED: dict[str, Callable[[bytes], Stated]] = {
    "html": _in_page,
    "pdf": _in_pdf,
    "akn": _in_akomantoso,
    "json": _in_json,
    "jsonld": _in_jsonld,
    "txt": _in_remarks,
    "csv": lambda _: iter(()),
}
_RECOGNISED: dict[str, Callable[[bytes], bool]] = {
    "html": lambda content: (
        b'id="text"' in content
        and any(mark in content for mark in (b"data-text-digest=", b"data-signatory", b'class="digests"'))
    ),
    "pdf": lambda content: content.startswith(b"%PDF-"),
    "akn": lambda content: b"<akomaNtoso" in content[:_HEAD] and addresses.OURS.encode() in content,
    "json": lambda content: f'"{json_form.SCHEMA}"'.encode() in content[:_HEAD],
    "jsonld": lambda content: (
        b'"@context"' in content[:_HEAD] and b'"und": "urn:undersigned:v1:"' in content[:_HEAD]
    ),
    "txt": lambda content: content.startswith(b"# ") and b"canonical-text.md" in content[-_HEAD:],
    "csv": lambda content: content.removeprefix(b"\xef\xbb\xbf").startswith(
        ",".join(tables.COLUMNS).encode()
    ),
}
