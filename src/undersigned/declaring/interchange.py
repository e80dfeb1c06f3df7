"""Converts a `Declaration` to plain data for JSON and back, without loss.

* Every key is always there, in the order of `docs/reference/declaration.schema.json`; null is not known.
* A signatory is order, family, given, honorific, style, country {label, code}, group, line.
* Data of any other shape is refused with the path of the first fault; nothing is filled in.
"""

from datetime import date
from typing import Any, NoReturn, TypeVar, cast, get_args

from undersigned.declaring.declaration import (
    Clause,
    Declaration,
    Disclaimer,
    Edition,
    Form,
    LegendLine,
    Signatory,
)
from undersigned.values.dates import Precision, SourceDate
from undersigned.values.faults import UndersignedError
from undersigned.values.names import PersonalName

Data = dict[str, Any]
_Kind = TypeVar("_Kind", str, int, bool)


class InterchangeError(UndersignedError):
    """Data that is no declaration; the message names the field."""


def to_data(declaration: Declaration) -> Data:
    """Plain data of a declaration, keys in a fixed order."""
    return {
        "form": declaration.form.value,
        "language": declaration.language,
        "assembly": declaration.assembly,
        "instrument": declaration.instrument,
        "called": declaration.called,
        "doc_number": declaration.doc_number,
        "number": declaration.number,
        "dated": _date_data(declaration.dated),
        "edition": _edition_data(declaration.edition),
        "title": declaration.title,
        "tabled_by": declaration.tabled_by,
        "disclaimer": _disclaimer_data(declaration.disclaimer),
        "opening": declaration.opening,
        "clauses": [{"text": clause.text, "line": clause.line} for clause in declaration.clauses],
        "has_list": declaration.has_list,
        "signatories": [_signatory_data(row) for row in declaration.signatories],
        "stated_total": declaration.stated_total,
        "legend": None if declaration.legend is None else [_legend_data(line) for line in declaration.legend],
        "lines": dict(declaration.lines),
    }


def from_data(data: object) -> Declaration:
    """The declaration of some plain data. Raises `InterchangeError` for anything else."""
    fields = _Fields(data, "declaration", tuple(to_data(_EMPTY)))
    legend = fields.take("legend")
    return Declaration(
        form=_form(fields),
        language=fields.text("language"),
        assembly=fields.maybe("assembly", str),
        instrument=fields.maybe("instrument", str),
        called=fields.maybe("called", str),
        doc_number=fields.maybe("doc_number", int),
        number=fields.maybe("number", int),
        dated=_date(fields.take("dated")),
        edition=_edition(fields.take("edition")),
        title=fields.maybe("title", str),
        tabled_by=fields.maybe("tabled_by", str),
        disclaimer=_disclaimer(fields.take("disclaimer")),
        opening=fields.maybe("opening", str),
        clauses=tuple(_clause(item, at) for at, item in enumerate(fields.list("clauses"))),
        has_list=fields.flag("has_list"),
        signatories=tuple(_signatory(item, at) for at, item in enumerate(fields.list("signatories"))),
        stated_total=fields.maybe("stated_total", int),
        legend=None if legend is None else tuple(map(_legend, fields.list("legend"))),
        lines=_lines(fields.take("lines")),
    )


class _Fields:
    """The fields of one object, taken by name; a fault is told with its path."""

    def __init__(self, data: object, path: str, keys: tuple[str, ...]) -> None:
        if not isinstance(data, dict):
            _refuse(path, "is no object")
        wrong = [str(key) for key in data.keys() ^ set(keys)]
        if wrong:
            first = min(wrong)
            _refuse(f"{path}.{first}", "is missing" if first in keys else "is unknown")
        self._data: Data = data
        self._path = path

    def take(self, key: str) -> Any:  # noqa: ANN401 - the value of JSON is checked by whoever takes it
        """A value as it stands."""
        return self._data[key]

    def maybe(self, key: str, kind: type[_Kind]) -> _Kind | None:
        """A value of a kind, or nothing."""
        value = self._data[key]
        if value is not None and type(value) is not kind:
            _refuse(f"{self._path}.{key}", f"is no {kind.__name__}")
        return value

    def text(self, key: str) -> str:
        """A text that must be there."""
        return self.maybe(key, str) or _refuse(f"{self._path}.{key}", "is no text")

    def whole(self, key: str) -> int:
        """A whole number that must be there."""
        value = self.maybe(key, int)
        return _refuse(f"{self._path}.{key}", "is no number") if value is None else value

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self.maybe(key, bool)
        return _refuse(f"{self._path}.{key}", "is neither true nor false") if value is None else value

    def list(self, key: str) -> list[object]:
        """A list."""
        value = self._data[key]
        return value if isinstance(value, list) else _refuse(f"{self._path}.{key}", "is no list")

    def day(self, key: str) -> date | None:
        """A day of ISO 8601, or nothing."""
        value = self.maybe(key, str)
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            _refuse(f"{self._path}.{key}", "is no day")


_EMPTY = Declaration(form=Form.DRAFT, language="en", assembly=None, instrument=None, title=None, clauses=())


def _refuse(path: str, fault: str) -> NoReturn:
    raise InterchangeError(f"{path} {fault}")


def _form(fields: _Fields) -> Form:
    value = fields.text("form")
    if value not in set(Form):
        _refuse("declaration.form", f"is none of {', '.join(Form)}")
    return Form(value)


def _clause(data: object, at: int) -> Clause:
    fields = _Fields(data, f"clauses[{at}]", ("text", "line"))
    return Clause(text=fields.text("text"), line=fields.maybe("line", int))


def _disclaimer_data(disclaimer: Disclaimer | None) -> Data | None:
    return (
        None
        if disclaimer is None
        else {"text": disclaimer.text, "variant": disclaimer.variant, "line": disclaimer.line}
    )


def _disclaimer(data: object) -> Disclaimer | None:
    if data is None:
        return None
    fields = _Fields(data, "disclaimer", ("text", "variant", "line"))
    return Disclaimer(
        text=fields.text("text"), variant=fields.maybe("variant", str), line=fields.maybe("line", int)
    )


def _signatory_data(signatory: Signatory) -> Data:
    return {
        "order": signatory.order,
        "family": signatory.name.family,
        "given": signatory.name.given,
        "honorific": signatory.name.honorific,
        "style": signatory.name.style,
        "country": None
        if signatory.country is None
        else {"label": signatory.country, "code": signatory.place},
        "group": signatory.group,
        "line": signatory.line,
    }


def _signatory(data: object, at: int) -> Signatory:
    path = f"signatories[{at}]"
    keys = ("order", "family", "given", "honorific", "style", "country", "group", "line")
    fields = _Fields(data, path, keys)
    country = fields.take("country")
    place = None if country is None else _Fields(country, f"{path}.country", ("label", "code"))
    return Signatory(
        order=fields.whole("order"),
        name=PersonalName(
            family=fields.text("family"),
            given=fields.maybe("given", str),
            honorific=fields.maybe("honorific", str),
            style=fields.maybe("style", str),
        ),
        country=place.text("label") if place else None,
        place=place.maybe("code", str) if place else None,
        group=fields.maybe("group", str),
        line=fields.maybe("line", int),
    )


def _legend_data(line: LegendLine) -> Data:
    return {"code": line.code, "name": line.name, "line": line.line}


def _legend(data: object) -> LegendLine:
    fields = _Fields(data, "legend[]", ("code", "name", "line"))
    return LegendLine(code=fields.text("code"), name=fields.text("name"), line=fields.maybe("line", int))


def _date_data(day: SourceDate | None) -> Data | None:
    if day is None:
        return None
    return {
        "first": day.first.isoformat(),
        "last": day.last.isoformat(),
        "precision": day.precision,
        "as_written": day.as_written,
    }


def _date(data: object) -> SourceDate | None:
    if data is None:
        return None
    fields = _Fields(data, "dated", ("first", "last", "precision", "as_written"))
    first, last = fields.day("first"), fields.day("last")
    if first is None or last is None:
        _refuse("dated", "has no day")
    return SourceDate(
        first=first,
        last=last,
        precision=_precision(fields.text("precision")),
        as_written=fields.text("as_written"),
    )


def _precision(value: str) -> Precision:
    for known in get_args(Precision):
        if value == known:
            return cast("Precision", known)
    _refuse("dated.precision", "is none of day, month, year")


def _edition_data(edition: Edition | None) -> Data | None:
    if edition is None:
        return None
    return {
        "number": edition.number,
        "tabled_on": edition.tabled_on.isoformat() if edition.tabled_on else None,
        "first_published_on": edition.first_published_on.isoformat() if edition.first_published_on else None,
        "first_signatories": edition.first_signatories,
    }


def _edition(data: object) -> Edition | None:
    if data is None:
        return None
    fields = _Fields(data, "edition", ("number", "tabled_on", "first_published_on", "first_signatories"))
    return Edition(
        number=fields.maybe("number", int),
        tabled_on=fields.day("tabled_on"),
        first_published_on=fields.day("first_published_on"),
        first_signatories=fields.maybe("first_signatories", int),
    )


def _lines(data: object) -> dict[str, int]:
    if not isinstance(data, dict) or any(type(line) is not int for line in data.values()):
        _refuse("declaration.lines", "is no table of line numbers")
    return {str(part): line for part, line in data.items()}
