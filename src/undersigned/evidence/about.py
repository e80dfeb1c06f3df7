"""Whom claims are about, and how strictly everything known about a person must be kept.

1. A thing is about a person where it is one or points at one.
2. The level of a person is the strictest of any claim about them, in whatever source (safety.md 2); what
   lies in ciphertext counts as withheld, of the person or of a thing that is about them.
3. What points at something that is not public is not public either, however long the chain.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.confidentiality import Level, strictest

PERSON = "person"


def persons_of(claims: Iterable[Claim]) -> Mapping[Subject, frozenset[Subject]]:
    """Whom each subject is about: itself where it is a person, else those that it points at."""
    found: dict[Subject, set[Subject]] = {}
    for claim in claims:
        about = found.setdefault(claim.subject, set())
        if claim.subject.kind == PERSON:
            about.add(claim.subject)
        elif isinstance(claim.value, Subject) and claim.value.kind == PERSON:
            about.add(claim.value)
    return {subject: frozenset(about) for subject, about in found.items()}


def levels_of(
    claims: Iterable[Claim],
    persons: Mapping[Subject, frozenset[Subject]],
    clusters: Iterable[tuple[Subject, ...]],
    hidden: Callable[[Subject], bool],
) -> Mapping[Subject, Level]:
    """The level of every subject: the strictest of all claims about the same person, in any source."""
    cluster_of = {subject: cluster for cluster in clusters for subject in cluster}
    of_whole: dict[tuple[Subject, ...], Level] = {}
    is_hidden = cache(hidden)  # a keyed digest for each subject, and many claims are about one
    for claim in claims:
        level = Level.WITHHELD if is_hidden(claim.subject) else claim.level
        for subject in persons[claim.subject] | {claim.subject}:
            whole = cluster_of.get(subject, (subject,))
            if whole not in of_whole and any(is_hidden(one) for one in whole):
                of_whole[whole] = Level.WITHHELD
            of_whole[whole] = strictest((of_whole.get(whole, Level.PUBLIC), level))
    every = {one for subject, about in persons.items() for one in (subject, *about)}
    return {subject: of_whole[cluster_of.get(subject, (subject,))] for subject in every}


def not_public(
    claims: tuple[Claim, ...],
    clusters: Iterable[tuple[Subject, ...]],
    hidden: Callable[[Subject], bool],
) -> frozenset[Subject]:
    """The subjects of which the public may see nothing, by rules 2 and 3."""
    levels = levels_of(claims, persons_of(claims), clusters, hidden)
    points = [(claim.subject, claim.value) for claim in claims if isinstance(claim.value, Subject)]
    closed = {subject for subject, level in levels.items() if level is not Level.PUBLIC}
    closed |= {other for _, other in points if hidden(other)}
    while more := {subject for subject, other in points if other in closed} - closed:
        closed |= more
    return frozenset(closed)
