"""Invented declarations of the assembly Concord, by hand and by Hypothesis."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from undersigned.declaring.declaration import (
    Clause,
    Declaration,
    Disclaimer,
    Edition,
    Form,
    LegendLine,
    Signatory,
)
from undersigned.declaring.reading.attribution import attributed
from undersigned.declaring.reading.days import write_day
from undersigned.values.dates import SourceDate
from undersigned.values.names import PersonalName

SURNAMES = (
    "GARNIER", "ÅKESDAL", "ÆRLUNDSDÓTTIR", "ĀBOLKALN", "ĂRĂMESCU", "ĆURILO", "ČIRKALĖ", "ĘDKOWAL", "ĚDROVLA",
    "ĐOKALO", "DAĞLIKTEPE DEMİRAL", "ĽUBOVALA", "ŁĄKOWAL", "NŇAŃKALA", "ŐRSZEGVÁR", "ŘEHOŘAL", "ŚLIWAL",
    "ŞURDAC", "ŠIMALO", "ŢĂRALU", "ȚEPELUȘ", "ŹREBAL", "ŽIVKALO", "ÞÓRLUNDSDÓTTIR", "ÐALVÍKUR", "ØSTDAL",
    "O'HARBOUR", "D'ESTRAND", "ZORYM'YUK", "LE PONT'", "MIßFELD", "De SUND", "van de FJORD",
    "de PORT i OLIVAL", "Van der MOLE", "von STRAND", "L'OVOE", "BRUIN-WEZEL", "DI MARE", "DÍAL TEJADAL",
    "McQUAY", "Van den DIJKE",
)  # fmt: skip
GIVEN = (
    "Luc", "Ingrid", "Thorhild Sunna", "Frank J.", "Ionuț-Marian", "Ștefania", "Filiz", "Kasım", "Þór",
    "Ørjan",     "Maria Łucja", "Jean-Noël", "J.-P.", "Đorđe", "Çağla", "Ēriks", None,
)  # fmt: skip
WORDS = {
    "en": "the people of the harbour were held by the guard and must be freed from this prison with their",
    "fr": "les habitants du port ont été détenus par la garde et doivent sortir de cette prison avec leur",
}
COUNTRIES = {
    "en": ("Northland", "Fjordland", "Iceholm", "Westisle", "Lowmark"),
    "fr": ("Terre-du-Nord", "Pays-des-Fjords", "Glacière"),
}
ASIDE = (
    "This written declaration does not reflect the position of the Assembly; only of those members that have"
    " signed it. It will not be considered further by the Assembly."
)
DISCLAIMERS = {
    "en": (
        ("This written declaration commits only those who have signed it.", "commits-only"),
        (ASIDE, "does-not-reflect-position"),
    ),
    "fr": (("Cette déclaration écrite n’engage que ses signataires.", "commits-only"),),
}
OPENINGS = {
    "en": ("We, the undersigned, declare the following:",),
    "fr": ("Nous, soussignés, déclarons ce qui suit:", "Nous, les soussignés, déclarons ce qui suit :"),
}
TITLES = {
    "en": ("Mass arrests at Harbour Square", "Iceholm / Westisle", "“Harbour laws”: what must be done?"),
    "fr": ("Arrestations massives : la place du Port", "Iceholm / Westisle"),
}
HONORIFICS = {"en": ("Mr", "Ms", "Lord", "Baroness", "Sir", None), "fr": ("M.", "Mme", "Lord", None)}
GROUPS = ("LIB", "PP", "SOC", "UL", "EPP/CD", None)


def a_declaration(form: Form = Form.PRINTED, **changes: object) -> Declaration:
    """A declaration of two signatories, as its form carries it."""
    site = form in (Form.SITE_OLDER, Form.SITE_NEWER)
    whole = Declaration(
        form=form,
        language="en",
        assembly=None,
        instrument="written-declaration",
        title="Mass arrests after the rally at Harbour Square",
        clauses=(
            Clause(
                text="At least 12 people were held at the harbour on 3 October 2026, 4 of whom were minors."
            ),
            Clause(
                text="We call for the release of all of them, and for a report on the conduct of the guard."
            ),
        ),
        doc_number=2041,
        number=12,
        dated=SourceDate.of_day(date(2026, 10, 9), "09 October 2026"),
        disclaimer=Disclaimer(text=DISCLAIMERS["en"][0][0], variant="commits-only"),
        opening=OPENINGS["en"][0],
        signatories=(
            a_signatory(1, "GARNIER", "Luc", "Northland", "LIB", honorific="Mr" if site else None),
            a_signatory(2, "ÅKESDAL", "Ingrid", "Fjordland", "PP", honorific="Ms" if site else None),
        ),
        has_list=True,
        stated_total=None if site else 2,
        legend=None
        if site
        else (LegendLine(code="LIB", name="Liberals"), LegendLine(code="PP", name="People's Party")),
    )
    return attributed(replace(whole, **changes))  # type: ignore[arg-type] # fields by name


def a_signatory(
    order: int, family: str, given: str | None, country: str | None, group: str | None, **name: str | None
) -> Signatory:
    return Signatory(
        order=order, name=PersonalName(family=family, given=given, **name), country=country, group=group
    )


def without_lines(one: Declaration) -> Declaration:
    """The same declaration without where its parts stood."""
    return replace(
        one,
        lines={},
        clauses=tuple(replace(clause, line=None) for clause in one.clauses),
        disclaimer=replace(one.disclaimer, line=None) if one.disclaimer else None,
        signatories=tuple(replace(row, line=None) for row in one.signatories),
        legend=tuple(replace(line, line=None) for line in one.legend) if one.legend else one.legend,
    )


@st.composite
def sentences(draw: st.DrawFn, language: str) -> str:
    """A sentence of invented words, with figures in it."""
    words = draw(st.lists(st.sampled_from(WORDS[language].split()), min_size=6, max_size=60))
    figure = draw(st.sampled_from(("6 000", "12", "21", "more than 200")))
    ends = draw(st.sampled_from((".", ".", "!", "?", ":", ";")))
    return f"{words[0].capitalize()} {WORDS[language]} {figure} {' '.join(words[1:])}{ends}"


@st.composite
def names(draw: st.DrawFn, language: str, *, honorific: bool) -> PersonalName:
    """A name with its surname in capitals."""
    given = draw(st.sampled_from(GIVEN))
    return PersonalName(
        family=draw(st.sampled_from(SURNAMES)),
        given=given,
        honorific=draw(st.sampled_from(HONORIFICS[language])) if honorific else None,
        style=draw(st.sampled_from((None, None, "The Earl of"))) if given else None,
    )


@st.composite
def declarations(draw: st.DrawFn, form: Form, most: int = 6) -> Declaration:
    """A declaration as a form can carry it."""
    language = draw(st.sampled_from(("en", "fr")))
    draft, printed = form is Form.DRAFT, form is Form.PRINTED
    formula = draw(st.sampled_from((None, *DISCLAIMERS[language])))
    has_list = not draft and draw(st.booleans())
    rows = draw(st.lists(_rows(language, honorific=not printed), max_size=most)) if has_list else []
    legend = draw(st.lists(st.sampled_from(_LEGEND), unique=True, max_size=4)) if printed and has_list else []
    day = draw(st.dates(date(1995, 1, 1), date(2030, 12, 31)))
    return attributed(
        Declaration(
            form=form,
            language=language,
            assembly=None,
            instrument=None if draft else "written-declaration",
            title=draw(st.sampled_from(TITLES[language])),
            clauses=tuple(
                Clause(text=text) for text in draw(st.lists(sentences(language), min_size=1, max_size=5))
            ),
            doc_number=None if draft else draw(st.integers(1, 99999)),
            number=None if draft else draw(st.integers(1, 9999)),
            dated=None if draft else SourceDate.of_day(day, write_day(day, language)),
            edition=None if draft else draw(_editions(has_list=has_list)),
            disclaimer=Disclaimer(text=formula[0], variant=formula[1]) if formula else None,
            opening=draw(st.sampled_from((None, *OPENINGS[language]))),
            signatories=tuple(replace(row, order=order) for order, row in enumerate(rows, start=1)),
            has_list=has_list,
            stated_total=draw(st.integers(0, 999)) if printed and has_list else None,
            legend=tuple(LegendLine(code=code, name=name) for code, name in legend) or None,
        )
    )


_LEGEND = (
    ("LIB", "Liberals"),
    ("PP", "People's Party"),
    ("EPP/CD", "Group of the Harbour"),
    ("UL", "United Left"),
)


@st.composite
def _rows(draw: st.DrawFn, language: str, *, honorific: bool) -> Signatory:
    return Signatory(
        order=0,
        name=draw(names(language, honorific=honorific)),
        country=draw(st.sampled_from((*COUNTRIES[language], '"The former Republic of Westisle"'))),
        group=draw(st.sampled_from(GROUPS)),
    )


@st.composite
def _editions(draw: st.DrawFn, *, has_list: bool) -> Edition | None:
    days = st.dates(date(1995, 1, 1), date(2030, 12, 31))
    number = draw(st.one_of(st.none(), st.integers(2, 30)))
    noted = has_list and draw(st.booleans())
    if number is None and not noted:
        return None
    return Edition(
        number=number,
        tabled_on=draw(st.one_of(st.none(), days)) if number else None,
        first_published_on=draw(days) if noted else None,
        first_signatories=draw(st.integers(1, 171)) if noted else None,
    )
