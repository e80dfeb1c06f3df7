"""Forms of what a source says: made from the properties of a kind, with where it stands in the source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from undersigned.evidence.claims import Claim, Standing, Subject
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.entry import Saying, sayings_of
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.properties import Property, properties
from undersigned.server.actions.entering.correcting import MISTAKE
from undersigned.server.actions.entering.entry_claims import PERSON, Cited
from undersigned.server.actions.entering.saying import FOLLOWED_KINDS, of_people
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.desk.forms.evidence import LEVELS, terms_of
from undersigned.server.desk.refusals import said
from undersigned.server.desk.shown.property_labels import label_of
from undersigned.server.desk.shown.reasons import WHY_TAKEN_BACK
from undersigned.values.dates import SourceDate

Choices = Sequence[tuple[str, str]]
_STANDINGS = (
    (Standing.SAID.value, _("says this")),
    (Standing.DENIED.value, _("denies this")),
    (Standing.NOT_FOUND.value, _("was searched for it, and it was not found")),
)
_LANGUAGES = (("", "–"), ("en", "English"), ("fr", "français"), ("ru", "русский"), ("kk", "қазақша"))
_LONG = frozenset({"words", "substance", "act", "answer", "stated-reason", "whereabouts", "subject-matter"})
_OFF = {"autocomplete": "off"}
_LEAST = {
    Level.PUBLIC: "",
    Level.RESTRICTED: _("Restricted at least, whatever is chosen below."),
    Level.WITHHELD: _("Always withheld, whatever is chosen below."),
}


class Says(forms.Form):
    """What a source says of some properties, and where: `is-NAME` is a value, `as-NAME` its standing."""

    place = forms.CharField(
        label=_("Where in the source"),
        help_text=_("A page, a paragraph, a row."),
        required=False,
        max_length=200,
        widget=forms.TextInput(_OFF),
    )
    quotation = forms.CharField(
        label=_("In its own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, **_OFF}),
    )
    language = forms.ChoiceField(label=_("Language of these words"), required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=LEVELS, initial="restricted", widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's)
        asked: Sequence[Property],
        reader: str,
        pointed: Mapping[str, Sequence[tuple[str, str, Subject]]] | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """`pointed`: for a property that points at something, its choices as handle, words and subject."""
        super().__init__(*args, **kwargs)
        self.known = {f"is-{property_.name}": property_ for property_ in asked}
        self.pointed = pointed or {}
        self.fields["language"].choices = _languages(self.initial.get("language"))  # type: ignore[attr-defined]
        for name, property_ in self.known.items():
            choices = [(handle, words) for handle, words, _of in self.pointed.get(property_.name, ())]
            self.fields[name] = _box(property_, reader, choices)
            self.fields[name].unmarked = True  # type: ignore[attr-defined]  # none of them must be there
            self.fields[name.replace("is-", "as-", 1)] = forms.ChoiceField(
                label=_("The source"), choices=_STANDINGS, initial=Standing.SAID.value, required=False
            )

    @property
    def asked(self) -> Iterator[tuple[forms.BoundField, forms.BoundField, bool]]:
        """Each property: its box, what the source does with it, whether that is other than saying it."""
        for name in self.known:
            standing = self[name.replace("is-", "as-", 1)]
            yield self[name], standing, standing.value() not in (None, "", Standing.SAID.value)

    @property
    def rest(self) -> list[forms.BoundField]:
        """The boxes about the whole entry."""
        return [box for box in self.visible_fields() if not box.name.startswith(("is-", "as-"))]

    def clean(self) -> dict[str, Any]:
        """Each value can be read as what it should be."""
        given: dict[str, Any] = super().clean() or {}
        self.says: list[Saying] = []
        for name, property_ in self.known.items():
            if name in self.errors:
                continue
            standing = Standing(given.get(name.replace("is-", "as-", 1)) or Standing.SAID.value)
            found = self._sayings(property_, given.get(name) or "", standing)
            if isinstance(found, Fault):
                self.refused(refuse(found.code, property_.name))
            else:
                self.says.extend(found)
        return given

    def refused(self, refusal: Refusal) -> None:
        """Put what was refused beside the property or the box that it concerns, or above them all."""
        for finding in said(refusal.findings):
            field = next(
                (name for name in (f"is-{finding.field}", finding.field) if name in self.fields), None
            )
            self.add_error(field, finding.words)

    def cited(self) -> Cited:
        """Where in the source, in which words."""
        return Cited(**{name: self.cleaned_data[name] for name in ("place", "quotation", "language")})

    def level_said(self) -> Level:
        """The level that was chosen."""
        return Level(self.cleaned_data["level"])

    def _sayings(
        self, property_: Property, typed: str | list[str], standing: Standing
    ) -> tuple[Saying, ...] | Fault:
        if property_.type == "subject" and typed and standing is not Standing.NOT_FOUND:
            of = next(of for handle, _words, of in self.pointed[property_.name] if handle == typed)
            return (Saying(property=property_, value=of, standing=standing),)
        return sayings_of(property_, "\n".join(typed) if isinstance(typed, list) else typed, standing)


class Enter(Says):
    """What one source says of a thing of a kind; `persons` says whether it asks whom the thing is about."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's)
        kind: str,
        sources: Choices | None = None,
        texts: Choices = (),
        persons: str = "",
        why: bool = False,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        asked = [
            property_
            for property_ in properties().values()
            if property_.kind == kind and property_.name != PERSON
        ]
        super().__init__(*args, asked=asked, **kwargs)
        if persons:
            self.fields["persons"] = _persons(persons, many=properties()[f"{kind}.{PERSON}"].many)
        if sources is not None:
            self.fields |= _source_boxes(sources)
        if why:
            self.fields["why"] = forms.CharField(
                label=_("How you know that the source speaks of this person"),
                help_text=_(
                    "Not needed where the source speaks of them already. It can be taken back. "
                    "It is not encrypted: name no witness in it."
                ),
                required=False,
                max_length=1000,
                widget=forms.TextInput(_OFF),
            )
        if texts and kind in FOLLOWED_KINDS:
            self.fields["collection"] = forms.ChoiceField(
                label=_("Follow it for the signatories of"), choices=[("", "–"), *texts], required=False
            )
        self.order_fields([*self.known, "source", "title", "url"])

    def clean(self) -> dict[str, Any]:
        """A new source can be looked up."""
        given = super().clean()
        if "source" in self.fields and not (given.get("source") or given.get("title") or given.get("url")):
            self.add_error("source", str(_("Choose the source, or say what it is called.")))
        return given


class WithdrawClaims(forms.Form):
    """Why claims are taken back."""

    reason = forms.ChoiceField(
        label=_("Why it is taken back"),
        choices=[*WHY_TAKEN_BACK.items(), ("", _("Another reason, in words"))],
        required=False,
        initial=MISTAKE,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("The other reason"),
        help_text=_("Name nobody in it: it is not encrypted. Leave it empty for what is withheld."),
        required=False,
        max_length=300,
        widget=forms.TextInput(_OFF),
    )

    def why(self) -> str:
        """The reason as it is kept."""
        return str(self.cleaned_data["reason"] or self.cleaned_data["words"])


class TakeAllBack(WithdrawClaims):
    """Why everything is taken back, by somebody who has seen what goes: `mark` stands for what was shown."""

    sure = forms.BooleanField(
        label=_("I have seen what goes and which counts change"),
        error_messages={"required": _("Tick that you have seen what goes.")},
    )
    mark = forms.CharField(widget=forms.HiddenInput(), max_length=64)


def of_claim(claim: Claim) -> dict[str, Any]:
    """What the boxes begin with when a claim is put right."""
    value = claim.value.iso() if isinstance(claim.value, SourceDate) else claim.value
    return {
        f"is-{claim.property}": "" if value is None or isinstance(value, Subject) else value,
        f"as-{claim.property}": claim.standing.value,
        "place": claim.at or "",
        "quotation": claim.quotation or "",
        "language": claim.language or "",
        "level": claim.level.value,
    }


def asks_whom(kind: str, *, from_case: bool) -> str:
    """Whether an entry asks whom it is about: `further` people beside a case, `whom` without one, or not."""
    if kind == PERSON or not of_people(kind):
        return ""
    if not from_case:
        return "whom"
    return "further" if properties()[f"{kind}.{PERSON}"].many else ""


def _box(property_: Property, reader: str, pointed: Choices) -> forms.Field:
    label = label_of(property_.kind, property_.name)
    least = _LEAST[property_.least]
    if property_.type == "subject":
        return forms.ChoiceField(label=label, choices=[("", "–"), *pointed], required=False)
    if property_.type == "code" and property_.many:
        boxes = terms_of(property_.vocabulary or "", reader)
        return forms.MultipleChoiceField(
            label=label, choices=boxes, required=False, widget=forms.CheckboxSelectMultiple
        )
    if property_.type == "code":
        choices = [("", "–"), *terms_of(property_.vocabulary or "", reader)]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    hints = [str(_("As much as is known: 2019, 2019-02 or 2019-02-01."))] if property_.type == "date" else []
    hints += [str(_("One to a line."))] if property_.many else []
    hints += [str(least)] if least else []
    wide = property_.many or property_.name in _LONG
    return forms.CharField(
        label=label,
        help_text=" ".join(hints),
        required=False,
        max_length=20_000,
        strip=False,
        widget=forms.Textarea({"rows": 2, **_OFF}) if wide else forms.TextInput(_OFF),
    )


def _persons(which: str, *, many: bool) -> forms.Field:
    label = _("Further people whom it is about") if which == "further" else _("Whom it is about")
    hint = _("The address of each one’s case, or the whole name where one case alone has it. One to a line.")
    one = _("The address of their case, or the whole name where one case alone has it.")
    return forms.CharField(
        label=label,
        help_text=hint if many else one,
        required=False,
        widget=forms.Textarea({"rows": 2, **_OFF}) if many else forms.TextInput(_OFF),
    )


def _source_boxes(sources: Choices) -> dict[str, forms.Field]:
    """A source that is known, or what a new one is called."""
    return {
        "source": forms.ChoiceField(
            label=_("Source"), choices=[("", _("a new source")), *sources], required=False
        ),
        "title": forms.CharField(
            label=_("If it is new: what the source is called"),
            help_text=_("All staff see it, and it may go out: name no witness in it."),
            required=False,
            max_length=200,
            widget=forms.TextInput(_OFF),
        ),
        "url": forms.URLField(
            label=_("If it is new: its address"), required=False, max_length=2000, assume_scheme="https"
        ),
    }


def _languages(held: str | None) -> list[tuple[str, str]]:
    known = [(code, str(name)) for code, name in _LANGUAGES]
    return known if not held or held in dict(known) else [*known, (held, held)]
