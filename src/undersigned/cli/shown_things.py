"""Things as `undersigned evidence show` shows them: as rows of a table for people, and as data.

Every value has its sources beside it, and so has what a source denies, or sought and did not find. Terms are
in the language of the answer; what a claim says is not translated.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from undersigned.evidence.claims import Claim, Subject, Value, value_as_data
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.detentions import Detention
from undersigned.evidence.fields import Field, View
from undersigned.evidence.properties import property_of
from undersigned.evidence.recognitions import Recognition
from undersigned.evidence.showing import Shown
from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.values.dates import SourceDate
from undersigned.wording.words import sentence, term

SCHEMA = "undersigned.evidence-shown/1"
Row = tuple[str, str, str]  # property, what is said, by which sources


class Things:
    """The things of an answer, and the names by which they call each other."""

    def __init__(self, found: Shown, language: str) -> None:
        self._found, self._language = found, language
        self._names: Mapping[Subject, str] = {
            subject: ", ".join(thing.texts("name"))
            for thing in found.things
            if thing.kind in ("person", "official")
            for subject in thing.subjects
        }

    def heading(self, thing: View) -> str:
        """Of which kind it is, and under which keys its sources have it."""
        subjects = ", ".join(str(subject) for subject in thing.subjects)
        return _plain(f"{self._word(f'kind.{thing.kind}')}  {subjects}")

    def rows(self, thing: View) -> Iterator[Row]:
        """What is said of a thing, property by property, sources that differ side by side."""
        for name, field in thing.fields.items():
            label = f"{name} ({self._word('differ')})" if field.conflicting else name
            for said, claims in self._said(field, f"{thing.kind}.{name}"):
                yield label, _plain(said), _plain("; ".join(self._source(claim) for claim in claims))
                label = ""
        yield from self._beside(thing)

    def data(self, thing: View) -> dict[str, Any]:
        """A thing as plain data for JSON."""
        fields = {
            name: {
                "differ": field.conflicting,
                "said": [
                    {"value": value_as_data(held.value), "by": _by(held.claims)} for held in field.values
                ],
                "denied": [{"value": value_as_data(one.value), "by": _by([one])} for one in field.denied],
                "not_found": _by(field.not_found),
            }
            for name, field in thing.fields.items()
        }
        data = {
            "schema": SCHEMA,
            "kind": thing.kind,
            "subjects": [{"source": one.source, "key": one.key} for one in thing.subjects],
            "fields": fields,
            "more_withheld": self._more(thing),
        }
        if isinstance(thing, Detention) and self._is_group(thing):
            data["group"] = {"low": thing.number.low, "high": thing.number.high}
        return data

    def _said(self, field: Field, path: str) -> Iterator[tuple[str, tuple[Claim, ...]]]:
        for held in field.values:
            yield self._value(held.value, path), held.claims
        for claim in field.denied:
            assert claim.value is not None
            yield self._word("denied", value=self._value(claim.value, path)), (claim,)
        if field.not_found:
            yield self._word("not-found"), field.not_found

    def _beside(self, thing: View) -> Iterator[Row]:
        """What the view of its kind adds to what its claims say."""
        if isinstance(thing, Recognition):
            yield "", _plain(sentence(thing.attributed(), self._language)), ""
        if isinstance(thing, Detention) and self._is_group(thing):
            number = thing.number
            yield "", self._word("group", low=number.low, high=number.high), ""
        if self._more(thing):
            yield "", self._word("more-withheld"), ""

    def _is_group(self, thing: Detention) -> bool:
        return thing.is_group and not self._more(thing)

    def _more(self, thing: View) -> bool:
        return any(subject in self._found.more_withheld for subject in thing.subjects)

    def _value(self, value: Value, path: str) -> str:
        if isinstance(value, Subject):
            name = self._names.get(value)
            return f"{value} ({name})" if name else str(value)
        if isinstance(value, SourceDate):
            return value.iso()
        known = property_of(path)
        terms = vocabulary(known.vocabulary) if known.vocabulary else None
        return terms.label(str(value), self._language) if terms and value in terms.terms else str(value)

    def _source(self, claim: Claim) -> str:
        where = ", ".join(part for part in (claim.subject.source, claim.at) if part)
        return f"{where} ({self._word('restricted')})" if claim.level is Level.RESTRICTED else where

    def _word(self, name: str, **said: str | int | None) -> str:
        return term(f"shown.{name}", self._language, **said)


def _by(claims: Iterable[Claim]) -> list[dict[str, str]]:
    """Who says it: the source, the place in it, its words, and the level of the claim."""
    told = (
        {
            "source": claim.subject.source,
            "at": claim.at,
            "as_written": claim.as_written,
            "quotation": claim.quotation,
            "language": claim.language,
            "level": claim.level.value,
        }
        for claim in claims
    )
    return [{name: value for name, value in one.items() if value} for one in told]


def _plain(text: str) -> str:
    """A text without characters that a terminal would obey."""
    return "".join(one if one.isprintable() else " " for one in text)
