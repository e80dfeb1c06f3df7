"""Optional libraries: where one is missing, names the extra that installs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from undersigned.values.faults import UndersignedError
from undersigned.wording.words import term


class NotInstalledError(UndersignedError):
    """A library of an extra is not installed; the message says how to install it."""


@contextmanager
def needing(extra: str, language: str) -> Iterator[None]:
    """Wrap an import that needs an extra. Raises `NotInstalledError` if it is not installed."""
    try:
        yield
    except ModuleNotFoundError as missing:
        said = term("extra.missing", language, library=missing.name, extra=extra)
        raise NotInstalledError(said) from missing
