"""Optional libraries: where one is missing, names the extra that installs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from undersigned.values.faults import UndersignedError
from undersigned.wording.words import term


class NotInstalledError(UndersignedError):
    """A library of an extra is not there; the message says how to get it."""


@contextmanager
def needing(extra: str, language: str) -> Iterator[None]:
    """Around an import of what an extra brings. Raises `NotInstalledError` where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as missing:
        said = term("extra.missing", language, library=missing.name, extra=extra)
        raise NotInstalledError(said) from missing
