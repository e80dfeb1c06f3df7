"""Computes one cluster of subjects for each person from decisions; their order does not matter.

1. What was decided to be the same is one cluster, and so is everything that hangs together by it.
2. A standing "different" within one cluster is a contradiction. It is never repaired here: the finding names
   how many, and every subject of such a cluster stands alone until a person decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from undersigned.evidence.claims import Subject
from undersigned.linking.decisions import Decision, Same, standing
from undersigned.values.findings import Finding, Severity, failed, passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Every subject that was decided about, in sorted clusters, and what contradicts."""

    clusters: tuple[tuple[Subject, ...], ...]
    contradicted: tuple[tuple[Subject, ...], ...]
    findings: tuple[Finding, ...]


def clusters_of(decisions: Iterable[Decision]) -> Clusters:
    """One cluster a person, by the decisions that stand."""
    stand = standing(decisions)
    leader: dict[Subject, Subject] = {}
    for decision in stand:
        for subject in (decision.one, decision.other):
            leader.setdefault(subject, subject)
        if decision.what is Same.SAME:
            _join(leader, decision.one, decision.other)
    whole: dict[Subject, list[Subject]] = {}
    for subject in sorted(leader):
        whole.setdefault(_leader(leader, subject), []).append(subject)
    torn = {
        _leader(leader, decision.one)
        for decision in stand
        if decision.what is Same.DIFFERENT
        and _leader(leader, decision.one) == _leader(leader, decision.other)
    }
    contradicted = tuple(sorted(tuple(whole[lead]) for lead in torn))
    alone = [(subject,) for cluster in contradicted for subject in cluster]
    kept = [tuple(cluster) for lead, cluster in whole.items() if lead not in torn]
    return Clusters(
        clusters=tuple(sorted([*kept, *alone])), contradicted=contradicted, findings=(_finding(contradicted),)
    )


def _finding(contradicted: tuple[tuple[Subject, ...], ...]) -> Finding:
    code = "linking.decision.consistent"
    if not contradicted:
        return passed(code)
    return failed(code, severity=Severity.ERROR, clusters=len(contradicted))


def _join(leader: dict[Subject, Subject], subject: Subject, other: Subject) -> None:
    first, second = sorted((_leader(leader, subject), _leader(leader, other)))
    leader[second] = first


def _leader(leader: Mapping[Subject, Subject], subject: Subject) -> Subject:
    while leader[subject] != subject:
        subject = leader[subject]
    return subject
