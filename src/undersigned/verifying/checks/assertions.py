"""What a passkey's assertion must show, question by question; the same for members, clerks and keys' own lines."""

from collections.abc import Iterable, Iterator

from undersigned.signing.passkeys import Rule
from undersigned.values.findings import Finding
from undersigned.verifying.answers import at_entry, no, yes

_CODES = {
    "context": "verifying.assertion.context",
    "flags": "verifying.assertion.flags",
    "signature": "verifying.assertion.signature",
}


def broken(rules: Iterable[Rule], index: int, name: str) -> Iterator[Finding]:
    """The questions that an assertion fails, each with the rules that it breaks."""
    failed = tuple(rules)
    for question, code in _CODES.items():
        those = tuple(rule.value for rule in failed if rule.question == question)
        if those:
            yield no(code, at_entry(index), entry=index, name=name, rules=those)


def whole(rules: Iterable[Rule], index: int, name: str) -> Iterator[Finding]:
    """All three questions, passed or not."""
    failed = tuple(rules)
    yield from broken(failed, index, name)
    for question, code in _CODES.items():
        if not any(rule.question == question for rule in failed):
            yield yes(code, at_entry(index), entry=index, name=name)
