"""Django under test: real settings, a real database (SQLite, or PostgreSQL by one variable), no network.

`UNDERSIGNED_TEST_DATABASE=postgresql` runs the same tests on a server that they start themselves.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.server import postgresql

_RUNNING = ExitStack()
# A browser's journey before, in the same process, leaves a loop in this thread; Django would take it for
# asynchronous use of the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up, which the pure half never does; PostgreSQL first, where it is asked for.

    Workers of one run share the server that the first process started, each with a database of its own.
    """
    asked = os.environ.get("UNDERSIGNED_TEST_DATABASE") == "postgresql"
    if asked and "UNDERSIGNED_TEST_POSTGRESQL" not in os.environ:
        os.environ["UNDERSIGNED_TEST_POSTGRESQL"] = _RUNNING.enter_context(postgresql.running())
        config.add_cleanup(_RUNNING.close)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.server.settings"

    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    if not settings.configured:
        django.setup()
    _flush_past_the_guards()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here may use the database; one that has threads or a server asks for `transactional_db`.

    What takes longest begins first, so that no core waits for it at the end.
    """
    items.sort(key=lambda item: item.path.name != "test_on_postgresql.py")
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db)


def _flush_past_the_guards() -> None:
    """Only the emptying of tables between tests may lift the guards."""
    from django.db.backends.base.operations import BaseDatabaseOperations  # noqa: PLC0415

    original = BaseDatabaseOperations.execute_sql_flush
    if original.__name__ == "unguarded":
        return

    def unguarded(self: Any, statements: list[str]) -> None:
        with lifted(self.connection):
            original(self, statements)

    BaseDatabaseOperations.execute_sql_flush = unguarded


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """The guards out of force, for the flush between tests."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)


@pytest.fixture(autouse=True)
def _own_keys(settings: Any) -> None:
    """A key ring of its own for each test: what one destroys would stay destroyed for all."""
    from undersigned.server.records.ids import new_id  # noqa: PLC0415

    settings.KEYS = settings.DATA / f"keys-{new_id()}"


@pytest.fixture
def as_(client_class: Callable[[], Any]) -> Callable[[Any], Any]:
    """A client signed in as a user: `as_(a_user(role="clerk")).get(…)`."""

    def signed_in(user: Any) -> Any:
        client = client_class()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def client_class() -> Callable[[], Any]:
    """Django's test client."""
    from django.test import Client  # noqa: PLC0415

    return Client


@pytest.fixture
def clerk() -> Any:
    """A clerk of the table office."""
    from tests.server.builders import a_user  # noqa: PLC0415

    return a_user(role="clerk", name="Clara Fenn")


@pytest.fixture
def second_clerk() -> Any:
    """Another clerk, who confirms."""
    from tests.server.builders import a_user  # noqa: PLC0415

    return a_user(role="clerk", name="Oscar Marsh")


@pytest.fixture
def drafter() -> Any:
    """Somebody who writes drafts."""
    from tests.server.builders import a_user  # noqa: PLC0415

    return a_user(role="drafter", name="Dana Holm")


@pytest.fixture
def administrator() -> Any:
    """Somebody who invites others."""
    from tests.server.builders import a_user  # noqa: PLC0415

    return a_user(role="administrator", name="Ada Quill")


@pytest.fixture
def monitor() -> Any:
    """Somebody who keeps lists of people who were detained."""
    from tests.server.builders import a_user  # noqa: PLC0415

    return a_user(role="monitor", name="Mona Reed")


@pytest.fixture
def second_monitor() -> Any:
    """Another monitor, who approves."""
    from tests.server.builders import a_user  # noqa: PLC0415

    return a_user(role="monitor", name="Ilya Stone")


@pytest.fixture
def log_place(settings: Any, tmp_path: Path) -> Path:
    """Places of a log of the test's own: its folder, its key, its trust file."""
    settings.LOG_FOLDER = tmp_path / "log"
    settings.LOG_KEY = tmp_path / "log-key"
    settings.TRUST = tmp_path / "trust.txt"
    return tmp_path
