"""Fictional documents for the tests of publishing: every part can be replaced by its name.

The assembly is `Concord`, its countries Northland, Fjordland, Iceholm, Westisle and Lowmark, its groups
LIB, PP, SOC and UL, and NR for none, as in `declaring/assemblies/concord.toml`. No person, text or place
here exists.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from undersigned.publishing.document import Document, EditionEntry, LegendEntry, Nature, SignatoryLine, Text
from undersigned.values.names import PersonalName

DAY = date(2031, 10, 4)
COUNTRIES = {
    "XA": {"en": "Northland", "fr": "Terre-du-Nord"},
    "XB": {"en": "Fjordland", "fr": "Pays-des-Fjords"},
    "XC": {"en": "Iceholm", "fr": "Île-aux-Glaces"},
    "XD": {"en": "Westisle", "fr": "Île-du-Ponant"},
    "XE": {"en": "Lowmark", "fr": "Basse-Marche"},
}
GROUPS = {
    "LIB": ({"en": "LIB", "fr": "LIB"}, {"en": "Liberals", "fr": "Libéraux"}),
    "PP": ({"en": "PP", "fr": "PP"}, {"en": "People’s Party", "fr": "Parti populaire"}),
    "SOC": ({"en": "SOC", "fr": "SOC"}, {"en": "Socialists", "fr": "Socialistes"}),
    "UL": ({"en": "UL", "fr": "GU"}, {"en": "United Left", "fr": "Gauche unie"}),
    "NR": (
        {"en": "NR", "fr": "NI"},
        {"en": "Not registered in a group", "fr": "Non inscrits dans un groupe"},
    ),
}
FAMILIES = (
    *("ÅLUND", "ÆGIRSEN", "BARDÈNE", "BRÛLARD", "ČAPEK-HOLM", "D’ARLEMONT", "ĐURIN", "EĞRİ", "FÁBRY"),
    *("GŁOWIN", "HÖLM", "ÍSFJÖR", "ĶEIR", "LE BORN’", "ŁASKI", "MÜNDE", "ŅEKS", "O’MARLEY", "ØSTGAARD"),
    *("ŘEHÁK", "ŚLIWEC", "ȘTEIR", "ÞORSK", "VÂRNAU", "ŽELEN"),
)
GIVEN = ("Ana", "Björk", "Chloë", "Daniëlle Ruth", "Élise", "Frøya", "Guðrun", "Héloïse", "İlkay", "Jūlija")


def some_signatories(number: int) -> tuple[SignatoryLine, ...]:
    """As many fictional names as asked for, in five delegations and five groups."""
    codes, groups = tuple(COUNTRIES), tuple(GROUPS)
    return tuple(
        a_signatory(
            order=index + 1,
            name=PersonalName(
                family=_family(index),
                given=GIVEN[index % len(GIVEN)],
                honorific=("Ms", "Mr")[index % 2],
            ),
            place=codes[index % 5],
            group=groups[index % 5 if index % 7 else 0],
        )
        for index in range(number)
    )


def _family(index: int) -> str:
    """A family name; from the 26th on a double one, so that with the given name each of 1 250 is unlike."""
    first, second = FAMILIES[index % len(FAMILIES)], FAMILIES[index // len(FAMILIES) % len(FAMILIES)]
    return first if index < len(FAMILIES) else f"{first}-{second}"


def a_signatory(**overrides: Any) -> SignatoryLine:
    """One fictional name; `place` and `group` bring their labels along unless labels are given."""
    place, group = overrides.get("place", "XA"), overrides.get("group", "LIB")
    labels = COUNTRIES.get(place, {})
    fields: dict[str, Any] = {
        "order": 1,
        "name": PersonalName(family="ÅLUND", given="Ana", honorific="Ms"),
        "country": labels.get("en"),
        "country_labels": labels,
        "group_labels": GROUPS[group][0] if group in GROUPS else {},
        "place": place,
        "group": group,
    }
    return SignatoryLine(**(fields | overrides))


ENGLISH = Text(
    language="en",
    title="The arrests at Harbour Square must be answered for",
    opening="We, the undersigned, declare the following:",
    clauses=(
        (
            "Between March and October 2031 some 4 000 people were held for having stood in Harbour Square; "
            "43 of the 65 who were taken on the eve of the last gathering were fined."
        ),
        (
            "Observers wrote that “nobody was told why”. Those held included minors, the elderly, and two "
            "members of the town’s own council, Ivar Brandsson-Uldén and Ķersti Õunapuu."
        ),
        (
            "The government of Altyn has promised “a time of listening”, and has answered none of the "
            "23 recommendations that the Commission of Concord has made to it since the spring."
        ),
        "We call for the release of everyone who is still held, and for those responsible to be named.",
    ),
    disclaimer="This written declaration commits only those who have signed it.",
)
FRENCH = Text(
    language="fr",
    title="Les arrestations de la place du Port : il faut en répondre",
    opening="Nous, soussignés, déclarons ce qui suit :",
    clauses=(
        (
            "De mars à octobre 2031, quelque 4 000 personnes ont été détenues pour s’être tenues sur la "
            "place du Port ; 43 des 65 personnes arrêtées la veille du dernier rassemblement ont été "
            "condamnées à une amende."
        ),
        (
            "Des observateurs ont écrit que « nul ne savait pourquoi ». Parmi les détenus : des mineurs, des "
            "personnes âgées et deux membres du conseil de la ville, Ivar Brandsson-Uldén et Ķersti Õunapuu."
        ),
        (
            "Le gouvernement d’Altyn a promis « un temps d’écoute » et n’a donné suite à aucune des "
            "23 recommandations que la Commission de Concorde lui a adressées depuis le printemps."
        ),
        "Nous demandons la libération de toutes les personnes encore détenues ! Qui en est responsable ?",
    ),
    disclaimer="Cette déclaration écrite n’engage que ses signataires.",
)
TEXTS = {"en": ENGLISH, "fr": FRENCH}


def a_document(*, signatories: int | tuple[SignatoryLine, ...] = 25, **overrides: Any) -> Document:
    """A fictional declaration: `signatories` are lines or how many to make, `languages` picks the texts.

    Texts, digests, titles and editions follow from what is given; any field of `Document` may be replaced.
    """
    lines = some_signatories(signatories) if isinstance(signatories, int) else signatories
    texts = {language: TEXTS[language] for language in overrides.pop("languages", ("en", "fr"))}
    texts = overrides.pop("texts", texts)
    edition = EditionEntry(label=DAY.isoformat(), day=DAY, signatories=len(lines))
    fields: dict[str, Any] = {
        "assembly": "concord",
        "instrument": "written-declaration",
        "slug": "12",
        "nature": Nature.FICTIONAL,
        "titles": {language: text.title for language, text in texts.items()},
        "texts": texts,
        "list_language": "en",
        "signatories": lines,
        "legend": tuple(LegendEntry(code=code, name=name) for code, name in GROUPS.values()),
        "number": 12,
        "doc_number": 345,
        "day": DAY,
        "dated_as_written": "4 October 2031",
        "edition": edition,
        "editions": (edition,),
        "stated_total": len(lines),
        "official_urls": {language: f"https://concord.example/{language}/345" for language in texts},
        "text_digests": {language: text.digest() for language, text in texts.items()},
    }
    return Document(**(fields | overrides))


def without_text(document: Document) -> Document:
    """The same declaration as an archive knows it: a reproduction whose text is not shown."""
    return replace(document, texts={}, text_digests={}, nature=Nature.REPRODUCTION)
