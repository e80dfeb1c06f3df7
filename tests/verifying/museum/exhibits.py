"""How an exhibit is made: a function that does one thing wrong, its sentence, and what must be found.

The name of the function is the name of the exhibit, its docstring says what was done.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from tests.verifying.staging import Fault, staged, trust_of

REFUSED, VERIFIED = "refused", "verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One broken bundle (or one that only seems so), with the codes that must fail: these and no other."""

    name: str
    what: str
    failed: tuple[str, ...]
    undetermined: tuple[str, ...]
    main: str | None
    fault: Fault

    @property
    def verdict(self) -> str:
        return REFUSED if self.failed else VERIFIED

    def bundle(self) -> bytes:
        return staged(self.fault)

    def trust(self) -> bytes:
        return trust_of(self.fault)

    def since(self) -> bytes | None:
        return self.fault.since() if self.fault.since else None


EXHIBITS: list[Exhibit] = []


def _exhibit(how: str, codes: tuple[str, ...], **fault: Any) -> Callable[[Callable[..., Any]], Any]:
    """Codes are written without `verifying.`; one with `?` behind it is undetermined."""

    def collect(function: Callable[..., Any]) -> Callable[..., Any]:
        full = [f"verifying.{code}" for code in codes]
        EXHIBITS.append(
            Exhibit(
                name=function.__name__.replace("_", "-"),
                what=inspect.getdoc(function) or "",
                failed=tuple(sorted(code for code in full if not code.endswith("?"))),
                undetermined=tuple(sorted(code.rstrip("?") for code in full if code.endswith("?"))),
                main=full[0] if full and not full[0].endswith("?") else None,
                fault=Fault(**{how: function}, **fault) if how else Fault(**fault),
            )
        )
        return function

    return collect


def on_files(*codes: str, **more: Any) -> Callable[[Callable[..., Any]], Any]:
    """The files of the finished bundle are changed, and the index made right again."""
    return _exhibit("files", codes, **more)


def on_archive(*codes: str) -> Callable[[Callable[..., Any]], Any]:
    """The bytes of the archive are changed."""
    return _exhibit("archive", codes)


def on_record(kind: str, number: int | None, *codes: str, **more: Any) -> Callable[[Callable[..., Any]], Any]:
    """One record, the so-many-th of its kind (or each of them), is altered before it is logged."""

    def collect(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def alter(held: Any, record: Any, index: int) -> Any:
            before = sum(kept.record.kind == kind for kept in held.log.kept)
            meant = record.kind == kind and number in (None, before)
            return function(held, record) if meant else record

        return _exhibit("alter", codes, **more)(alter)

    return collect


def on_entries(*codes: str, **more: Any) -> Callable[[Callable[..., Any]], Any]:
    """The log's operator writes further entries at its end."""
    return _exhibit("entries", codes, **more)


def before(act: str, *codes: str, **more: Any) -> Callable[[Callable[..., Any]], Any]:
    """Something happens before an act of the ceremony."""

    def collect(function: Callable[..., Any]) -> Callable[..., Any]:
        _exhibit("", codes, before={act: function}, **more)(function)
        return function

    return collect


def on_roll(*codes: str, **more: Any) -> Callable[[Callable[..., Any]], Any]:
    """The roll file is another one before the registrars sign it."""
    return _exhibit("roll", codes, **more)


def on_rulebook(*codes: str, **more: Any) -> Callable[[Callable[..., Any]], Any]:
    """The rulebook is another one before the clerk fixes the text."""
    return _exhibit("rulebook", codes, **more)


def with_trust(*codes: str) -> Callable[[Callable[..., Any]], Any]:
    """The reader brings another trust file."""
    return _exhibit("trust", codes)


def since(older: Callable[[], bytes], *codes: str, **more: Any) -> Callable[[Callable[..., Any]], Any]:
    """The reader brings an older bundle too; the function says what was done to the newer one."""

    def collect(function: Callable[..., Any]) -> Callable[..., Any]:
        _exhibit("", codes, since=older, **more)(function)
        return function

    return collect
