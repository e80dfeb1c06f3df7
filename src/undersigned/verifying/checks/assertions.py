"""What a passkey's assertion must show, asked alike of members, of clerks and of keys' own lines."""

from collections.abc import Iterable, Iterator

from undersigned.signing.disclosure import Entry
from undersigned.signing.keys import EnrolledKey, KeyBook, assertion_of
from undersigned.signing.passkeys import Rule
from undersigned.values.findings import Finding
from undersigned.verifying.answers import at_entry, no, yes

_CODES = {
    "context": "verifying.assertion.context",
    "flags": "verifying.assertion.flags",
    "signature": "verifying.assertion.signature",
}


def asked(broken: Iterable[Rule], entry: Entry, name: str) -> Iterator[Finding]:
    """Was it made for this, was the person there and checked, is the signature right?"""
    rules = tuple(broken)
    for question, code in _CODES.items():
        those = tuple(rule.value for rule in rules if rule.question == question)
        if those:
            yield no(code, at_entry(entry.index), entry=entry.index, name=name, rules=those)
        else:
            yield yes(code, at_entry(entry.index), entry=entry.index, name=name)


def clerks_lines(book: KeyBook, entry: Entry) -> Iterator[tuple[EnrolledKey, tuple[Rule, ...]]]:
    """Every clerk's key with a line under a record, and the rules that the line breaks."""
    for key in book.under(entry.record, "clerk"):
        _, broken = assertion_of(entry.record, key.passkey)
        yield key, broken or ()


def of_clerks(book: KeyBook, entry: Entry) -> Iterator[Finding]:
    """The three questions for every clerk's line under a record."""
    for key, broken in clerks_lines(book, entry):
        yield from asked(broken, entry, key.record.text.word("name"))
