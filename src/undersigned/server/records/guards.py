"""Guards: what the database itself refuses, on SQLite and on PostgreSQL, whoever writes to it.

1. In an append-only table no row is changed or removed.
2. In a guarded table no row is removed, a `frozen` column never changes, and a column `once` written stays.
   Free words (`words`) become the mark of what is erased, and nothing else.
3. In an erasable table no row is changed, and one is removed only where its condition holds: a tombstone
   stands for it, or somebody's data was destroyed.
4. No version is added to a draft that was opened for signature, or set aside. Entries of the log are numbered
   from 0 without a gap. Whoever proposed a list that goes out does not let a step out that could tell of one.
5. SQLite loses the triggers of a table that a migration rebuilds, so all are set again after each migration;
   those that ask another table are lifted before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from undersigned.server.records.free_words import ERASED
from undersigned.server.records.guards_of_evidence import GUARDS_OF_EVIDENCE, Guard

GUARDS = (
    Guard(table="records_act"),
    Guard(table="records_draftversion", words=("note",)),
    Guard(
        table="records_draftcolleague",
        frozen=("id", "draft_id", "user_id", "added_at", "added_by_id"),
        once=("ended_at", "ended_by_id"),
    ),
    Guard(table="records_scan", words=("name",)),
    Guard(table="records_ruling"),
    Guard(table="records_number"),
    Guard(table="records_edition"),
    Guard(
        table="records_sitedue",
        frozen=("id", "hides", "erases", "at", "by_id"),
        once=("met_at", "met_by_id", "emptied_at"),
    ),
    Guard(
        table="records_collection",
        frozen=(
            *("id", "draft_id", "version_id", "assembly", "instrument", "texts", "text_digests"),
            *("draft_digest", "rulebook", "rulebook_digest", "opened_on", "opened_at", "opened_by_id"),
        ),
        once=("tabled_on",),
    ),
    Guard(
        table="records_signature",
        frozen=(
            *("id", "collection_id", "member_id", "method", "level", "family", "given", "honorific", "style"),
            *("delegation", "group", "role", "signed_on", "ticked_at", "ticked_by_id"),
        ),
        once=(
            *("scan_id", "confirmed_at", "confirmed_by_id", "record_id"),
            *("withdrawn_at", "withdrawn_by_id", "withdrawal_id"),
        ),
    ),
    Guard(table="records_log"),
    Guard(table="records_logentry"),
    Guard(table="records_thread"),
    Guard(table="records_loggedroll"),
    Guard(
        table="records_signedrecord",
        frozen=(
            *("id", "kind", "thread_id", "collection_id", "member_id", "key_id", "text", "nonce", "facts"),
            *("prepared_at", "prepared_by_id", "expires_at"),
        ),
        once=("handed_over_at", "content", "salt", "entry_id", "opening_id", "refused_at"),
    ),
    Guard(table="records_checkpoint", frozen=("size", "root", "signed_at"), once=("witnessed_at",)),
    Guard(
        table="records_signingkey",
        frozen=(
            *("id", "assembly", "role", "member_id", "clerk_id", "holder", "public_key", "thumbprint"),
            *("credential", "rp", "origin", "level", "aaguid", "attestation", "client_data", "record_id"),
            "replaces_id",
        ),
        once=("revocation_id",),
    ),
    Guard(
        table="records_enrolment",
        frozen=("id", "role", "member_id", "clerk_id", "name", "identity", "secret_digest", "challenge"),
        once=("key_id", "set_aside_at"),
    ),
    Guard(
        table="records_signinginvitation",
        frozen=("id", "collection_id", "member_id", "secret_digest", "made_at", "expires_at"),
        once=("used_at", "withdrawn_at"),
    ),
    Guard(
        table="records_clerktask",
        frozen=("id", "record_id", "clerk_id", "secret_digest", "made_at", "expires_at"),
        once=("used_at",),
    ),
    *GUARDS_OF_EVIDENCE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertGuard:
    """A condition under which no row may be added to a table, and its message."""

    table: str
    refused_when: str
    needs: tuple[str, ...]
    said: str


INSERT_GUARDS = (
    InsertGuard(
        table="records_draftversion",
        refused_when="(SELECT state FROM records_draft WHERE id = NEW.draft_id) <> 'draft'",
        needs=("records_draft",),
        said="the draft is not written on any more",
    ),
    InsertGuard(
        table="records_logentry",
        refused_when='NEW."index" <> (SELECT COALESCE(MAX("index") + 1, 0) FROM records_logentry)',
        needs=(),
        said="entries follow one another without a gap",
    ),
    InsertGuard(
        table="records_smallstepapproval",
        refused_when=(
            "(SELECT proposed_by_id FROM records_outgoingproposal WHERE id = NEW.proposal_id) = NEW.by_id"
        ),
        needs=("records_outgoingproposal",),
        said="another than the proposer lets a small step out",
    ),
)


def set_guards(using: str = "default") -> None:
    """Set every guard again, except for tables that the database does not have yet."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.table in present:
                whole = _with_all_columns(guard, connection)
                for statement in statements(whole, connection.vendor):
                    cursor.execute(statement)
        for insert in INSERT_GUARDS:
            if {insert.table, *insert.needs} <= present:
                for statement in insert_statements(insert, connection.vendor):
                    cursor.execute(statement)


def _with_all_columns(guard: Guard, connection: BaseDatabaseWrapper) -> Guard:
    """The same of a table of which free words alone may be erased: all its other columns are frozen."""
    if not guard.words or guard.frozen or guard.once:
        return guard
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, guard.table)
    return replace(guard, frozen=tuple(one.name for one in columns if one.name not in guard.words))


def lift_asking(using: str = "default") -> None:
    """Remove guards that query other tables while tables change, since a missing table would stop the
    change.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.erasable and guard.table in present:
                on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.table}_no_delete"{on}')


def guard_names(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The names of the triggers that a database has."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return frozenset(name for (name,) in cursor.fetchall())


def statements(guard: Guard, vendor: str) -> Iterator[str]:
    """The SQL that sets a guard, in the words of a database."""
    yield from {"sqlite": _sqlite, "postgresql": _postgresql}[vendor](guard)


def insert_statements(guard: InsertGuard, vendor: str) -> Iterator[str]:
    """The SQL that sets a guard against additions, in the words of a database."""
    name, said = f"{guard.table}_no_insert", f"{guard.table}: {guard.said}"
    before = f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{guard.table}"'
    if vendor == "sqlite":
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield f"{before} WHEN {guard.refused_when} BEGIN SELECT RAISE(ABORT, '{said}'); END"
        return
    # Volatile, as functions are unless told otherwise: so it sees what the same statement added before.
    yield (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ '
        f"BEGIN IF {guard.refused_when} THEN RAISE EXCEPTION '{said}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    yield f'DROP TRIGGER IF EXISTS "{name}" ON "{guard.table}"'
    yield f'{before} FOR EACH ROW EXECUTE FUNCTION "{name}"()'


def _sqlite(guard: Guard) -> Iterator[str]:
    for event in ("update", "delete"):
        condition = _condition(guard, "IS NOT") if event == "update" else _unless(guard)
        name = f"{guard.table}_no_{event}"
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{guard.table}" {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{_refusal(guard, event)}'); END"
        )


def _postgresql(guard: Guard) -> Iterator[str]:
    for event in ("update", "delete", "truncate"):
        condition = _condition(guard, "IS DISTINCT FROM") if event == "update" else ""
        name = f"{guard.table}_no_{event}"
        each = "STATEMENT" if event == "truncate" else "ROW"
        refusing = (
            f"RAISE EXCEPTION '{_refusal(guard, event)}' USING ERRCODE = 'integrity_constraint_violation'; "
        )
        if event == "delete" and guard.erasable:  # a trigger's own condition may ask no other table
            refusing = f"IF NOT ({guard.erasable}) THEN {refusing}END IF; RETURN OLD; "
        yield (
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ '
            f"BEGIN {refusing}END $$"
        )
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{guard.table}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{guard.table}" '
            f'FOR EACH {each} {condition} EXECUTE FUNCTION "{name}"()'
        )


def _condition(guard: Guard, differs: str) -> str:
    """The condition under which an update is refused; none for an append-only table, where every one is."""
    frozen = [f'OLD."{column}" {differs} NEW."{column}"' for column in guard.frozen]
    once = [
        f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")' for column in guard.once
    ]
    words = [
        f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}" '
        f"AND NEW.\"{column}\" {differs} '{ERASED}')"
        for column in guard.words
    ]
    all_ = [*frozen, *once, *words]
    return f"WHEN ({' OR '.join(all_)})" if all_ else ""


def _unless(guard: Guard) -> str:
    return f"WHEN NOT ({guard.erasable})" if guard.erasable else ""


def _refusal(guard: Guard, event: str) -> str:
    return f"{guard.table}: {'this is never changed' if event == 'update' else 'nothing is removed'}"
