"""The guards of evidence, counting and followup; and what a guard is.

A claim stays, what it says may go: a value is erased only where a tombstone stands for its claim, the reason
of a decision only where somebody's data was destroyed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may not happen to a table; with neither `frozen` nor `once` it is append-only,
    its `words` aside.

    `words` are columns of free words: nothing may become of them but that they are erased, to one mark.
    `erasable` is the condition (SQL about `OLD`) under which a row may be removed after all.
    """

    table: str
    frozen: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    erasable: str = ""


_GONE = (
    "EXISTS (SELECT 1 FROM records_linkdecision d JOIN records_evidencesubject s "
    "ON s.handle IN (d.one_id, d.other_id) WHERE d.id = OLD.decision_id AND s.destroyed_at IS NOT NULL)"
)
_CAPTURE_GONE = (
    "EXISTS (SELECT 1 FROM records_evidenceimport i JOIN records_evidencecapture c ON c.id = i.capture_id "
    "WHERE i.id = OLD.of_id AND (c.destroyed_at IS NOT NULL OR i.state IN ('columns', 'shown')))"
)

GUARDS_OF_EVIDENCE = (
    Guard(table="records_keptclaim"),
    Guard(
        table="records_claimvalue",
        erasable="EXISTS (SELECT 1 FROM records_claimtombstone t WHERE t.claim_id = OLD.claim_id)",
    ),
    Guard(table="records_claimtombstone", words=("reason",)),
    Guard(table="records_claimwithdrawal", words=("reason",)),
    Guard(table="records_consentanswer", words=("asked_by",)),
    Guard(
        table="records_evidencesubject",
        frozen=("handle", "source_id", "seen_at"),
        once=("destroyed_at",),
    ),
    Guard(table="records_evidencesource", frozen=("id", "made_at", "made_by_id")),
    Guard(
        table="records_withheldreader",
        frozen=("id", "source_id", "user_id", "added_at", "added_by_id"),
        once=("ended_at", "ended_by_id"),
    ),
    Guard(table="records_keptmapping"),
    Guard(
        table="records_evidencecapture",
        frozen=("id", "source_id", "digest", "size", "taken_at", "taken_by_id"),
        once=("destroyed_at",),
    ),
    Guard(table="records_custodyevent"),
    Guard(table="records_refusedlistrow", erasable=_CAPTURE_GONE),
    Guard(table="records_linkdecision"),
    Guard(table="records_decisionreason", words=("why",), erasable=_GONE),
    Guard(table="records_evidencesnapshot"),
    Guard(
        table="records_outgoingproposal",
        frozen=("id", "proposed_at", "proposed_by_id"),
        once=("approved_at", "approved_by_id", "snapshot_id", "set_aside_at", "set_aside_by_id"),
    ),
    Guard(table="records_outgoingclaim"),
    Guard(table="records_smallstepapproval", words=("why",)),
    Guard(table="records_countquestion", words=("label",)),
    Guard(
        table="records_declaredcomplete",
        frozen=(
            *(
                "id",
                "question_id",
                "declared_by",
                "on",
                "source",
                "url",
                "counted",
                "subjects",
                "at",
                "by_id",
            ),
        ),
        once=("ended_at", "ended_by_id"),
        words=("why", "ended_why"),
    ),
    Guard(
        table="records_figurebinding",
        frozen=("id", "draft_id", "mark", "question_id", "at", "by_id"),
        once=("ended_at", "ended_by_id"),
    ),
    Guard(table="records_collectionfigures"),
    Guard(
        table="records_followed",
        frozen=("id", "collection_id", "subject_id", "at", "by_id"),
        once=("ended_at", "ended_by_id"),
    ),
    Guard(
        table="records_followuplist",
        frozen=("id", "collection_id", "proposed_at", "proposed_by_id"),
        once=("on", "approved_at", "approved_by_id", "set_aside_at", "set_aside_by_id"),
    ),
    Guard(table="records_followupclaim"),
    Guard(table="records_followupnotice"),
)
