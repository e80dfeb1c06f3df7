"""Prepares followed people, recommendations and calls for a public page; only what the official text names.

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
    sources = {id_: source for id_, source in case.sources.items() if source.level is Level.PUBLIC}
    claims = tuple(
        claim for claim in case.claims if claim.level is Level.PUBLIC and claim.subject.source in sources
    )
    strict = _with_more_than_public(case)
    everyone = tuple(
        standing
        for standing in standings(claims, clusters=case.clusters, as_of=as_of)
        if printed & set(standing.person.names) and not strict & set(standing.person.subjects)
    )
    return Followed(
        as_of=as_of,
        people=tuple(_person(standing, claims, sources, printed, called) for standing in everyone),
        recommendations=tuple(
            _recommended(recommended, sources) for recommended in followed(claims, as_of=as_of)
        ),
        replies=tuple(_replied(reply, sources) for reply in replies_of(claims) if _is_known(reply, as_of)),
        calls=tuple(_called(call, sources) for call in calls_of(claims, everyone, as_of=as_of)),
    )


def _with_more_than_public(case: CaseFile) -> frozenset[object]:
    """Every person with a claim that is not public: one such claim withholds all (safety.md 2)."""
    hidden = {claim.subject for claim in case.claims if claim.level is not Level.PUBLIC}
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
    name = next(name for name in person.names if name in printed)
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
        happened=tuple(_happened(outcome, sources) for outcome in standing.outcomes),
        age=standing.age,
        old=standing.old,
        sought=_said(standing.not_found, sources),
    )


def _happened(outcome: Outcome, sources: Sources) -> Happened:
    return Happened(
        on=outcome.on.iso() if outcome.on else None,
        what=outcome.what,
        how=outcome.how,
        restrictions=outcome.restrictions,
        restrictions_told=outcome.restrictions_told,
        length=outcome.length,
        lengths=outcome.lengths,
        told_by=outcome.told_by,
        said=_said(outcome.cites, sources),
    )


def _recommended(recommended: Recommended, sources: Sources) -> Asked:
    asked = recommended.recommendation
    parts = (asked.text("body"), asked.symbol, asked.paragraph)
    return Asked(
        label=", ".join(part for part in parts if part) or "–",
        clause=None,
        made=made.iso() if (made := asked.date("made")) else None,
        state=recommended.state,
        on=_day_of(recommended.claimed),
        age=recommended.age,
        old=recommended.age is None or recommended.age > OLD_AFTER,
        people={},
        said=_said((*asked.cites, *(recommended.claimed.cites if recommended.claimed else ())), sources),
    )


def _called(call: Call, sources: Sources) -> Asked:
    return Asked(
        label=call.demand or "–",
        clause=call.clause,
        state=call.state,
        on=_day_of(call.claimed),
        age=call.age,
        old=call.age is None or call.age > OLD_AFTER,
        people=call.people,
        people_age=call.people_age,
        people_old=call.people_age is not None and call.people_age > OLD_AFTER,
        claimed=call.claimed is not None,
        said=_said(call.claimed.cites if call.claimed else (), sources),
    )


def _day_of(claimed: StateClaimed | None) -> str | None:
    return claimed.on.iso() if claimed and claimed.on else None


def _is_known(reply: Reply, as_of: date) -> bool:
    return reply.on is None or reply.on.first <= as_of


def _replied(reply: Reply, sources: Sources) -> Replied:
    return Replied(
        by=reply.by or "–",
        on=reply.on.iso() if reply.on else None,
        to=reply.to,
        substance=reply.substance,
        said=_said(reply.cites, sources),
    )


def _said(cites: Iterable[Citation], sources: Sources) -> tuple[Said, ...]:
    named = (sources[citation.source] for citation in dict.fromkeys(cites) if citation.source in sources)
    said = (
        Said(
            by=_named(source),
            url=source.url,
            language=source.language if source.title else None,  # a name alone is of no language
            on=source.published.iso()
            if source.published and source.published.iso()[:4] not in _named(source)
            else None,
        )
        for source in named
    )
    return tuple(dict.fromkeys(said))  # two places of one source are one source


def _named(source: Source) -> str:
    """Publisher and title of a source; once, where the title has both."""
    parts = [part for part in (source.publisher, source.title) if part]
    if source.publisher and source.title and source.title.startswith(source.publisher):
        parts = [source.title]
    return " · ".join(dict.fromkeys(parts)) or str(source.url)
