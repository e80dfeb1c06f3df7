"""A word of a vocabulary as lists write it, alone or with how long or how much beside it: `арест 5 суток`.

1. Some properties have a place for the number (`properties.toml`), and a term takes a measure of its kind and
   no other (`takes` in the vocabularies): administrative arrest days, a sentence a length, a fine an amount.
2. The cell without its measure is a term: a word of the mapping or of the vocabulary, but for what only joins
   the two ("на", "for", "de"). A word may also hold for any number with that unit: `арестован на … суток`.
3. What is not understood beside a term (`measures.py`) is a fault, and no word of a mapping makes it one that
   is: a number is read or reported. Only a cell that is a number and nothing else may be a word by itself, of
   a list that writes its terms so.
"""

import re

from undersigned.evidence.claims import Value
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.mapping import Column
from undersigned.evidence.intake.measures import NOT_UNDERSTOOD, Measure, joiners, measure_in
from undersigned.evidence.properties import Property, property_of
from undersigned.evidence.vocabularies.vocabulary import folded, vocabulary

ANY = "…"  # stands for the number in a word that holds for all of them
Terms = tuple[tuple[Property, Value], ...]

_ENDS = " .,:;()–—-’'"


def terms_of(text: str, known: Property, column: Column) -> Terms | Fault:
    """What a cell says of its property, and of the one that holds its number where it has one."""
    text = " ".join(text.split())
    found = measure_in(text) if known.takes_measures else None
    if known.takes_measures and (ANY in text or isinstance(found, Fault)):
        code = _code(known, column, text) if re.fullmatch(r"[\d ]+", text) else None
        return ((known, code),) if code else NOT_UNDERSTOOD
    if not isinstance(found, Measure):
        code = _code(known, column, text)
        return ((known, code),) if code else _unknown(known)
    without = f"{_bare(text[: found.start])} {_bare(text[found.end :])}".strip()
    code = _code(known, column, text, _for_any(text, found), without)
    return _both(known, code, found) if code else _unknown(known)


def to_explain(text: str, known: Property) -> str:
    """The words of a cell that nobody knows, as they can be explained once for every number."""
    text = " ".join(text.split())
    found = measure_in(text) if known.takes_measures else None
    return _for_any(text, found) if isinstance(found, Measure) else text


def _both(known: Property, code: str, found: Measure) -> Terms | Fault:
    """The term and its number, by rule 1."""
    term = vocabulary(known.vocabulary or "").terms[code]
    name = known.length if found.kind == "length" else known.amount
    kinds = {found.kind, "days"} if found.days is not None else {found.kind}
    if term.takes not in kinds or name is None:
        return Fault(code="evidence.row.measure-fits")
    if found.days is not None and known.days:
        return (known, code), (property_of(f"{known.kind}.{known.days}"), found.days)
    place = property_of(f"{known.kind}.{name}")
    return (known, code), (place, f"{code} {found.value}" if place.many else found.value)


def _unknown(known: Property) -> Fault:
    return Fault(code="evidence.row.word-known", particulars={"vocabulary": known.vocabulary})


def _code(known: Property, column: Column, *words: str) -> str | None:
    """The code of the first of the words that is known, as it stands or with a full stop after it."""
    terms = vocabulary(known.vocabulary or "")
    for word in words:
        for one in (folded(word), folded(word).rstrip(" .,;")):
            if code := column.words.get(one) or terms.code(one):
                return code
    return None


def _for_any(text: str, found: Measure) -> str:
    """A text with a sign for each number of its measure (rule 2)."""
    for start, end in reversed(found.numbers):
        text = f"{text[:start]}{ANY}{text[end:]}"
    return text


def _bare(part: str) -> str:
    """What stands on one side of a measure, without what joins the two."""
    bare = part.strip(_ENDS)
    while (shorter := joiners().sub("", bare).strip(_ENDS)) != bare:
        bare = shorter
    return bare
