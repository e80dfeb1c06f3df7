"""The form that says what each column of a list holds: proposed by the column's word, decided by a person."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from undersigned.evidence.entry import RELEASED
from undersigned.evidence.intake.suggesting import Look, LookedAt
from undersigned.evidence.properties import property_of
from undersigned.server.actions.evidence.lists import Lying
from undersigned.server.desk.forms.evidence import LEVELS
from undersigned.server.desk.shown.property_labels import DAY_OF, choices

_OWN_LEVEL = (("", _("as the list")), ("restricted", _("restricted")), ("withheld", _("withheld")))
_APART = (
    ("", _("Nothing: one name in a cell")),
    ("\\n", _("A line break")),
    (";", _("A semicolon ;")),
    (",", _("A comma ,")),
    ("/", _("A slash /")),
)


_TYPES = {
    "int": _("whole number"),
    "float": _("number"),
    "bool": _("yes or no"),
    "date": _("day"),
    "datetime": _("day with a time"),
    "time": _("time"),
    "timedelta": _("length of time"),
}
_BETWEEN = (("", _("nothing: one in a cell")), *_APART[1:])
_NEEDED = (("", _("is taken, unless it is the name")), ("yes", _("is refused")), ("no", _("is taken")))
_FURTHER = ("years", "apart", "needed", "ignore")
_HUNDRED = 99  # years before one that are of the same hundred
_OF_THE_LIST = ("key", "key_too", "dates", "apart", "not_known", "language", "level")


class NameColumns(forms.Form):
    """What each column says; proposed by its word, decided by a person."""

    key = forms.ChoiceField(
        label=_("Which column tells rows apart"),
        help_text=_("A number or a sign of its own for each row, never a name."),
        error_messages={"required": _("Choose the column whose words no two rows share.")},
    )
    key_too = forms.ChoiceField(label=_("And a second column, where one is not enough"), required=False)
    dates = forms.ChoiceField(
        label=_("In 01.02.2019, what comes first"),
        choices=[("day-first", _("the day")), ("month-first", _("the month"))],
        widget=forms.RadioSelect,
        required=False,
    )
    apart = forms.ChoiceField(label=_("What stands between two names in one cell"), required=False)
    not_known = forms.CharField(
        label=_("Words for “not known”"),
        help_text=_("With commas between them."),
        required=False,
        max_length=300,
    )
    language = forms.ChoiceField(
        label=_("Language of its names and texts"),
        choices=[("", "–"), ("en", "English"), ("fr", "français"), ("ru", "русский"), ("kk", "қазақша")],
        required=False,
    )
    level = forms.ChoiceField(
        label=_("Level of the list"), choices=LEVELS, initial="restricted", widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, seen: Look, on: date, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        kwargs["initial"] = {**_initial(seen), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.seen = seen
        self.named = [(at, column) for at, column in enumerate(seen.columns) if column.header]
        self.fields["key"].choices = [  # type: ignore[attr-defined]
            ("", _("– choose –")),
            *((str(at), column.header) for at, column in self.named),
        ]
        self.fields["key_too"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((str(at), column.header) for at, column in self.named),
        ]
        self.fields["apart"].choices = _APART  # type: ignore[attr-defined]
        if not any(column.day_first + column.month_first + column.either for column in seen.columns):
            self.fields["dates"].widget = forms.HiddenInput()
        for at, column in self.named:
            self.fields[f"property-{at}"] = forms.ChoiceField(
                label=column.header,
                choices=choices(),
                error_messages={"required": _("Say what the column holds, or leave it out.")},
            )
            self.fields[f"level-{at}"] = forms.ChoiceField(
                label=_("Level"), choices=_OWN_LEVEL, required=False
            )
            self.fields |= {f"{name}-{at}": box for name, box in _further_boxes().items()}
            if column.short_years:
                self.fields[f"years-{at}"] = _years_box(on)

    @property
    def columns(
        self,
    ) -> list[tuple[LookedAt, list[str], forms.BoundField, forms.BoundField, list[forms.BoundField]]]:
        """Each column as it was looked at, its shapes, its two boxes, and what more can be said of it."""
        return [
            (
                column,
                [str(_TYPES.get(shape, shape)) for shape in column.commonest],
                self[f"property-{at}"],
                self[f"level-{at}"],
                [self[f"{name}-{at}"] for name in _FURTHER if f"{name}-{at}" in self.fields],
            )
            for at, column in self.named
        ]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The boxes about the whole list."""
        return [self[name] for name in _OF_THE_LIST]

    def said(self, lying: Lying, separator: str | None) -> dict[str, Any]:
        """The data of a mapping (`docs/reference/mapping-format.md`)."""
        given = self.cleaned_data
        header_of = {str(at): column.header for at, column in self.named}
        return {
            "level": given["level"],
            "key": list(dict.fromkeys(header_of[at] for at in (given["key"], given["key_too"]) if at)),
            **lying.as_data(),
            "separator": separator,
            "dates": given["dates"],
            "not_known": [word.strip() for word in given["not_known"].split(",") if word.strip()],
            "language": given["language"],
            "columns": {column.header: self._column(at) for at, column in self.named},
        }

    def _column(self, at: int) -> dict[str, Any]:
        given = self.cleaned_data
        path = given[f"property-{at}"]
        if path == "ignore":
            return {"ignore": given[f"ignore-{at}"] or "left out at the desk"}
        apart = given[f"apart-{at}"] or (given["apart"] if path == "person.name" else "")
        needed = given[f"needed-{at}"]
        return {
            **_what(path, [given[f"property-{other}"] for other, _seen in self.named]),
            "level": given[f"level-{at}"],
            "apart": apart.replace("\\n", "\n"),
            "needed": True if needed == "yes" else False if needed == "no" else None,
            "years_from": self._years_from(at, path),
        }

    def _years_from(self, at: int, path: str) -> int | None:
        """The first of the hundred years to which a year of two digits belongs, for a column of days."""
        of_days = path.startswith(DAY_OF) or property_of(path).type == "date"
        first = self.cleaned_data.get(f"years-{at}")
        return int(first) if first and of_days else None


def _further_boxes() -> dict[str, forms.Field]:
    """What more can be said of a column, in the order of `_FURTHER`."""
    return {
        "apart": forms.ChoiceField(
            label=_("What stands between several in one cell"), choices=_BETWEEN, required=False
        ),
        "needed": forms.ChoiceField(label=_("A row without it"), choices=_NEEDED, required=False),
        "ignore": forms.CharField(
            label=_("If it is left out: why"),
            required=False,
            max_length=200,
            widget=forms.TextInput({"autocomplete": "off"}),
        ),
    }


def _years_box(on: date) -> forms.ChoiceField:
    """The question of which century a year of two digits is, asked only of a column that has such years."""
    return forms.ChoiceField(
        label=_("Years of two digits, as in 01.02.19"),
        choices=[
            ("", _("not said: such rows are refused")),
            (str(on.year - _HUNDRED), _("none lies in the future: 19 is 2019, 85 is 1985")),
            ("2000", _("all from 2000 on: 19 is 2019")),
            ("1900", _("all before 2000: 19 is 1919")),
        ],
        required=False,
    )


def _what(path: str, everything: Sequence[str]) -> dict[str, Any]:
    """What a column says: its property, and for a column named after an outcome which outcome that is.

    Outcomes of several kinds in a row are several things. A release states how and under which restrictions;
    where no column does, it states that this is not stated.
    """
    if not path.startswith(DAY_OF):
        return {"property": path}
    what = path.removeprefix(DAY_OF)
    alone = not {"outcome.what", "outcome.on"} & set(everything)
    also = {"outcome.what": what}
    if what == RELEASED and alone:
        also |= {
            further: "not-stated"
            for further in ("outcome.how", "outcome.restriction")
            if further not in everything
        }
    of = "" if what == RELEASED and alone else what
    return {"property": "outcome.on", "also": also, "of": of}


def _initial(seen: Look) -> dict[str, Any]:
    """What is proposed: by the column's word, and by the shape of what stands in it."""
    proposed: dict[str, Any] = {"dates": seen.order or "", "not_known": ", ".join(seen.not_known)}
    for at, column in enumerate(seen.columns):
        if column.proposed == "key":
            proposed.setdefault("key", str(at))
            proposed[f"property-{at}"] = "ignore"
        elif column.proposed:
            proposed[f"property-{at}"] = column.proposed
            if column.proposed == "person.name" and any("⏎" in shape for shape in column.shapes):
                proposed["apart"] = "\\n"
    return proposed
