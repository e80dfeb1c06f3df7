"""The kinds of records as a table: which keys each has, in which order, with values of which types.

A line of the table is a key and the types of its value. Behind a key, `+` says *one or more*; behind a type,
`?` allows `-`, `/n` asks for n bytes. Types with `|` between them are the words that may stand there.
The table says the same as `docs/protocol/v1/records.md`, section 4; a test holds them to each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TABLE = """
text
    log origin
    thread hex
    declaration id
    assembly code
    instrument code
    title+ code words
    text+ code hash
    rulebook code hash
    evidence hash
    figures hash
    opens day
    closes day?
roll
    log origin
    assembly code
    roll hash
    members integer
    as-of day
    source words
key
    log origin
    thread hex?
    assembly code
    holder id
    role member|clerk
    name words
    public-key base64/77
    rp origin
    origin origin
    level A|B|C
    aaguid aaguid
    attestation hash?
    identity in-person|by-video|by-document|demonstration
    replaces hash?
revoke
    log origin
    thread hex?
    holder id
    key hash
    reason lost|compromised|replaced|term-ended|rp-lost
    suspect-from integer?
statement
    act sign|withdraw
    log origin
    thread hex
    declaration id
    manifest hash
    title code words
    assembly code
    member id
    name words
    role representative|substitute|observer|partner|member
    delegation id
    group id?
    roll hash
    key hash
    day day
    seen integer base64/32
    nonce base64/16
    not-after time
paper
    act sign|withdraw
    log origin
    thread hex
    declaration id
    manifest hash
    assembly code
    roll hash
    scan hash?
    day day
    original words
    member+ id words
contest
    log origin
    thread hex
    declaration id
    member id
    entry integer
    reason words
edition
    log origin
    thread hex
    declaration id
    manifest hash
    edition integer
    label code
    number integer?
    doc integer?
    tabled day?
    counted integer
    names integer
    counting integer
    delegations integer
    groups integer
    withdrawn integer
    threshold met|not-met|undetermined
    list+ code hash
commitment
    thread hex
    digest hash
opening
    index integer
    salt base64/32
    record base64
anchor
    size integer
    root base64/32
    token base64
page
    version words
    digest hash
release
    version words
    digest hash
receipt
    index integer
    salt base64/32?
    record base64
"""

UNSIGNED = frozenset({"commitment", "opening", "anchor", "page", "release"})  # entries without signature
ALONE = UNSIGNED | {"receipt"}  # and what a member keeps, which is no entry
BY_REGISTRARS = frozenset({"roll", "key", "revoke", "contest"})  # kinds that a registrar may sign
BY_CLERKS = frozenset({"text", "paper", "edition"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """What one part of a value may be: a named type, or one of a few words."""

    name: str
    words: tuple[str, ...] = ()
    optional: bool = False
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A key of a kind and the types of its value; `many` stands for one or more lines of it."""

    key: str
    types: tuple[Type, ...]
    many: bool = False


def _read_table() -> Iterator[tuple[str, tuple[Line, ...]]]:
    kind, lines = "", list[Line]()
    for row in _TABLE.strip().splitlines():
        if not row.startswith(" "):
            if kind:
                yield kind, tuple(lines)
            kind, lines = row, []
            continue
        key, *types = row.split()
        lines.append(
            Line(key=key.removesuffix("+"), types=tuple(map(_read_type, types)), many=key.endswith("+"))
        )
    yield kind, tuple(lines)


def _read_type(written: str) -> Type:
    bare = written.removesuffix("?")
    name, _, size = bare.partition("/")
    words = tuple(name.split("|")) if "|" in name else ()
    return Type(
        name="word" if words else name,
        words=words,
        optional=written.endswith("?"),
        size=int(size) if size else None,
    )


KINDS: Mapping[str, tuple[Line, ...]] = dict(_read_table())
