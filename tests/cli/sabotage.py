"""Ways of breaking an official text on purpose, for the fictional and for the founding document alike."""

from collections.abc import Callable

Text = str


def without_line(text: Text, start: str) -> Text:
    lines = text.splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(start)]
    assert len(kept) == len(lines) - 1, start
    return "".join(kept)


def swapped(text: Text, first: str, second: str) -> Text:
    lines = text.splitlines(keepends=True)
    i = next(n for n, line in enumerate(lines) if line.startswith(first))
    j = next(n for n, line in enumerate(lines) if line.startswith(second))
    lines[i], lines[j] = lines[j], lines[i]
    return "".join(lines)


def doubled(text: Text, start: str) -> Text:
    lines = text.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith(start))
    return "".join([*lines[: at + 1], lines[at], *lines[at + 1 :]])


def replaced(text: Text, old: str, new: str) -> Text:
    assert old in text, old
    return text.replace(old, new, 1)


Sabotage = Callable[[Text], bytes]


def founding_sabotages() -> dict[str, tuple[Sabotage, str]]:
    """Each way of breaking the founding document, with the code that must name it."""
    return {
        "a name deleted": (lambda t: without_line(t, "JONES").encode(), "declaring.list.known"),
        "two names swapped": (lambda t: swapped(t, "GAVAN", "HUNKO").encode(), "declaring.list.order"),
        "UEL out of the legend": (lambda t: without_line(t, "UEL:").encode(), "declaring.legend.complete"),
        "a group that did not exist that day": (
            lambda t: replaced(t, "GAVAN Paul, Ireland, UEL", "GAVAN Paul, Ireland, EC/DA").encode(),
            "declaring.group.on-day",
        ),
        "a name doubled": (lambda t: doubled(t, "MURRAY").encode(), "declaring.list.distinct"),
        "the total changed": (
            lambda t: replaced(t, "Total = 25", "Total = 26").encode(),
            "declaring.total.known",
        ),
        "the file cut in the middle": (lambda t: t[: len(t) // 2].encode(), "declaring.file.whole"),
        "Latin-1 bytes": (lambda t: t.encode("latin-1", errors="replace"), "declaring.file.encoding"),
        "an empty file": (lambda _: b"", "declaring.file.has-text"),
        "a PDF renamed": (lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "declaring.file.kind"),
    }
