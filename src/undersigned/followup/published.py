"""What is followed, made ready for a page: people whom the official text names, recommendations, calls.

1. A person goes out only under a name that the text prints; of anybody else of the case nothing is shown.
2. Only public claims go in. Days of birth, relatives, health, addresses and places have no way out.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from undersigned.evidence.asked import StateClaimed
from undersigned.evidence.case_files import CaseFile
from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.people import said_of
from undersigned.evidence.sources import Source
from undersigned.followup.calls import Call
from undersigned.followup.calls import calls as calls_of
from undersigned.followup.outcomes import OLD_AFTER, Outcome, Standing, standings
from undersigned.followup.recommendations import Followed as Recommended
from undersigned.followup.recommendations import followed
from undersigned.followup.replies import Reply
from undersigned.followup.replies import replies as replies_of
from undersigned.publishing.followed import (
    Asked,
    Concluded,
    Followed,
    Happened,
    NamedPerson,
    Replied,
    Said,
    Spelling,
)
from undersigned.values.sourced import Citation

# What of a claim has a way onto a page, by `kind.property`; a list of what goes out holds nothing else.
SHOWN = frozenset(
    f"{kind}.{name}"
    for kind, names in {
        "person": ("name", "status"),
        "outcome": (
            *("person", "what", "on", "how", "restriction", "length"),
            *("restriction-length", "told-by"),
        ),
        "opinion": ("person", "body", "symbol", "adopted"),
        "recommendation": ("body", "symbol", "paragraph", "made", "state", "state-on", "same-as", "person"),
        "call": ("clause", "demand", "state", "state-on", "same-as", "person"),
        "reply": ("by", "on", "to", "substance"),
    }.items()
    for name in names
)
Sources = Mapping[str, Source]


def _own_key(subject: Subject) -> str:
    return subject.key


def published(
    case: CaseFile, *, names: Iterable[str], as_of: date, called: Callable[[Subject], str] = _own_key
) -> Followed:
    """What a page may show of a case on a day; `names` are those that the official text prints.

    `called` gives the last part of a person's place on the page, which says nothing of the register.
    """
    printed = frozenset(names)
    sources = {id_: one for id_, one in case.sources.items() if one.level is Level.PUBLIC}
    claims = tuple(one for one in case.claims if one.level is Level.PUBLIC and one.subject.source in sources)
    strict = _with_more_than_public(case)
    everyone = tuple(
        one
        for one in standings(claims, clusters=case.clusters, as_of=as_of)
        if printed & set(one.person.names) and not strict & set(one.person.subjects)
    )
    return Followed(
        as_of=as_of,
        people=tuple(_person(one, claims, sources, printed, called) for one in everyone),
        recommendations=tuple(_recommended(one, sources) for one in followed(claims, as_of=as_of)),
        replies=tuple(_replied(one, sources) for one in replies_of(claims) if _is_known(one, as_of)),
        calls=tuple(_called(one, sources) for one in calls_of(claims, everyone, as_of=as_of)),
    )


def _with_more_than_public(case: CaseFile) -> frozenset[object]:
    """Everybody of whom anything is not public: one such claim pulls up all (safety.md 2)."""
    hidden = {one.subject for one in case.claims if one.level is not Level.PUBLIC}
    return frozenset(
        subject for cluster in case.clusters if hidden.intersection(cluster) for subject in cluster
    ) | frozenset(hidden)


def _person(
    standing: Standing,
    claims: tuple[Claim, ...],
    sources: Sources,
    printed: frozenset[str],
    called: Callable[[Subject], str],
) -> NamedPerson:
    person = standing.person
    name = next(one for one in person.names if one in printed)
    return NamedPerson(
        key=called(person.subjects[0]),
        name=name,
        spellings=tuple(
            Spelling(name=str(held.value), language=held.claims[0].language, said=_said(held.cites, sources))
            for held in person.field("name").values
            if held.value != name
        ),
        concluded=tuple(
            Concluded(
                body=view.text("body") or "–",
                symbol=view.text("symbol"),
                on=on.iso() if (on := view.date("adopted")) else None,
                said=_said(view.cites, sources),
            )
            for view in said_of(claims, "opinion", person)
        ),
        happened=tuple(_happened(one, sources) for one in standing.outcomes),
        age=standing.age,
        old=standing.old,
        sought=_said(standing.not_found, sources),
    )


def _happened(one: Outcome, sources: Sources) -> Happened:
    return Happened(
        on=one.on.iso() if one.on else None,
        what=one.what,
        how=one.how,
        restrictions=one.restrictions,
        restrictions_told=one.restrictions_told,
        length=one.length,
        lengths=one.lengths,
        told_by=one.told_by,
        said=_said(one.cites, sources),
    )


def _recommended(one: Recommended, sources: Sources) -> Asked:
    asked = one.recommendation
    parts = (asked.text("body"), asked.symbol, asked.paragraph)
    return Asked(
        label=", ".join(part for part in parts if part) or "–",
        clause=None,
        made=made.iso() if (made := asked.date("made")) else None,
        state=one.state,
        on=_day_of(one.claimed),
        age=one.age,
        old=one.age is None or one.age > OLD_AFTER,
        people={},
        said=_said((*asked.cites, *(one.claimed.cites if one.claimed else ())), sources),
    )


def _called(one: Call, sources: Sources) -> Asked:
    return Asked(
        label=one.demand or "–",
        clause=one.clause,
        state=one.state,
        on=_day_of(one.claimed),
        age=one.age,
        old=one.age is None or one.age > OLD_AFTER,
        people=one.people,
        people_age=one.people_age,
        people_old=one.people_age is not None and one.people_age > OLD_AFTER,
        claimed=one.claimed is not None,
        said=_said(one.claimed.cites if one.claimed else (), sources),
    )


def _day_of(claimed: StateClaimed | None) -> str | None:
    return claimed.on.iso() if claimed and claimed.on else None


def _is_known(one: Reply, as_of: date) -> bool:
    return one.on is None or one.on.first <= as_of


def _replied(one: Reply, sources: Sources) -> Replied:
    return Replied(
        by=one.by or "–",
        on=one.on.iso() if one.on else None,
        to=one.to,
        substance=one.substance,
        said=_said(one.cites, sources),
    )


def _said(cites: Iterable[Citation], sources: Sources) -> tuple[Said, ...]:
    named = (sources[one.source] for one in dict.fromkeys(cites) if one.source in sources)
    said = (
        Said(
            by=_named(one),
            url=one.url,
            language=one.language if one.title else None,  # a name alone is of no language
            on=one.published.iso() if one.published and one.published.iso()[:4] not in _named(one) else None,
        )
        for one in named
    )
    return tuple(dict.fromkeys(said))  # two places of one source are one source


def _named(one: Source) -> str:
    """Who published it and what; once, where the title says both."""
    parts = [part for part in (one.publisher, one.title) if part]
    if one.publisher and one.title and one.title.startswith(one.publisher):
        parts = [one.title]
    return " · ".join(dict.fromkeys(parts)) or str(one.url)
