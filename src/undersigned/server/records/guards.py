"""Guards: what the database itself refuses, on SQLite and on PostgreSQL, whoever writes to it.

1. In an append-only table no row is changed or removed.
2. In a guarded table no row is removed, a `frozen` column never changes, and a column `once` written stays.
3. In an erasable table no row is changed, and one is removed only where its condition holds: a tombstone
   stands for it, or somebody's data was destroyed.
4. No version is added to a draft that was opened for signature, or set aside.
5. SQLite loses the triggers of a table that a migration rebuilds, so all are set again after each migration.
"""

from collections.abc import Iterator

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from undersigned.server.records.guards_of_evidence import GUARDS_OF_EVIDENCE, Guard

GUARDS = (
    Guard(table="records_act"),
    Guard(table="records_draftversion"),
    Guard(
        table="records_draftcolleague",
        frozen=("id", "draft_id", "user_id", "added_at", "added_by_id"),
        once=("ended_at", "ended_by_id"),
    ),
    Guard(table="records_scan"),
    Guard(table="records_ruling"),
    Guard(table="records_number"),
    Guard(table="records_edition"),
    Guard(
        table="records_collection",
        frozen=(
            *("id", "draft_id", "version_id", "assembly", "instrument", "texts", "text_digests"),
            *("draft_digest", "rulebook", "rulebook_digest", "opened_on", "opened_at", "opened_by_id"),
        ),
        once=("tabled_on",),
    ),
    Guard(
        table="records_papersignature",
        frozen=(
            *("id", "collection_id", "member_id", "family", "given", "honorific", "style", "delegation"),
            *("group", "role", "signed_on", "ticked_at", "ticked_by_id"),
        ),
        once=(
            *("scan_id", "confirmed_at", "confirmed_by_id"),
            *("withdrawn_at", "withdrawn_by_id"),
        ),
    ),
    *GUARDS_OF_EVIDENCE,
)


_NO_VERSION = "records_draftversion_no_insert"
_OPENED = "records_draftversion: the draft is not written on any more"
_STANDS = "(SELECT state FROM records_draft WHERE id = NEW.draft_id) <> 'draft'"
_BEFORE = f'CREATE TRIGGER "{_NO_VERSION}" BEFORE INSERT ON "records_draftversion"'
_WRITTEN_ON = {
    "sqlite": (
        f'DROP TRIGGER IF EXISTS "{_NO_VERSION}"',
        f"{_BEFORE} WHEN {_STANDS} BEGIN SELECT RAISE(ABORT, '{_OPENED}'); END",
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION "{_NO_VERSION}"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF {_STANDS} THEN RAISE EXCEPTION '{_OPENED}'
        USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$""",
        f'DROP TRIGGER IF EXISTS "{_NO_VERSION}" ON "records_draftversion"',
        f'{_BEFORE} FOR EACH ROW EXECUTE FUNCTION "{_NO_VERSION}"()',
    ),
}


def set_guards(using: str = "default") -> None:
    """Set every guard anew, those tables aside that a database does not have (yet)."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.table in present:
                for statement in statements(guard, connection.vendor):
                    cursor.execute(statement)
        if {"records_draft", "records_draftversion"} <= present:
            for statement in _WRITTEN_ON[connection.vendor]:
                cursor.execute(statement)


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
    """When an update is refused; none for an append-only table, where every one is."""
    frozen = [f'OLD."{column}" {differs} NEW."{column}"' for column in guard.frozen]
    once = [
        f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")' for column in guard.once
    ]
    return f"WHEN ({' OR '.join([*frozen, *once])})" if frozen or once else ""


def _unless(guard: Guard) -> str:
    return f"WHEN NOT ({guard.erasable})" if guard.erasable else ""


def _refusal(guard: Guard, event: str) -> str:
    return f"{guard.table}: {'this is never changed' if event == 'update' else 'nothing is removed'}"
