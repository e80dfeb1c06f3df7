"""A reader's policy: which logs, which witnesses, and what quorum among them it trusts (C2SP tlog-policy).

1. One statement a line: `log <key> [url]`, `witness <name> <key> [url]`, `group <name> any|all|<k>
   <name>...`, `quorum <name>`. Spaces and tabs part the words; empty lines and lines that begin with `#`
   say nothing.
2. A name is defined once, and before it is used; each is a member of one group at most. `none` is no name.
3. Exactly one quorum. `quorum none` asks for no witness: whoever reads must then be told so.
4. No public key stands twice, be it as a log, as a witness or as both: nobody is two witnesses, and no log
   its own.
5. Bytes above 127 are opaque; the only control characters are tab and line feed; at most 65,536 bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.log.checkpoint import SignedCheckpoint, require_log_signature
from undersigned.log.cosignature import Cosignature, CosignerKey, cosignatures
from undersigned.log.encoding import number
from undersigned.log.faults import LogError
from undersigned.log.keys import VerifierKey, read_key
from undersigned.log.notes import NoteKey

NONE = "none"
LONGEST_POLICY = 65_536

_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_SPACE = re.compile("[ \t]+")
_FEWEST = {"log": 1, "witness": 2, "group": 3, "quorum": 1}
_MOST = {"log": 2, "witness": 3, "quorum": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLog:
    """A log whose checkpoints are accepted; its key's name is its origin."""

    key: NoteKey
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWitness:
    """A witness by the name that it has in this policy."""

    name: str
    key: CosignerKey
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Witnesses and groups of which so many are needed."""

    name: str
    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Logs, witnesses, groups in the order of their definition, and the name that must be met."""

    logs: tuple[PolicyLog, ...] = ()
    witnesses: tuple[PolicyWitness, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE

    @property
    def log_keys(self) -> tuple[NoteKey, ...]:
        """The keys of the logs."""
        return tuple(log.key for log in self.logs)

    @property
    def witness_keys(self) -> tuple[CosignerKey, ...]:
        """The keys of the witnesses."""
        return tuple(witness.key for witness in self.witnesses)

    @property
    def asks_for_witnesses(self) -> bool:
        """Whether anybody but the log itself must have seen a checkpoint."""
        return self.quorum != NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a policy makes of a checkpoint: who cosigned it, which names that meets, whether it is enough."""

    cosignatures: tuple[Cosignature, ...]
    names_met: frozenset[str]
    met: bool


def parse_policy(raw: bytes) -> Policy:
    """A policy from its file. Raises `LogError`, which names the line."""
    if len(raw) > LONGEST_POLICY or _CONTROL.search(raw) or not raw.endswith(b"\n"):
        raise LogError("policy-form", "a policy is at most 65,536 bytes of lines, each with its line feed")
    reading = _Reading()
    for place, line in enumerate(raw.decode("utf-8", "surrogateescape").split("\n"), start=1):
        words = _SPACE.split(line.strip(" \t"))
        if words != [""] and not words[0].startswith("#"):
            try:
                reading.take(words[0], words[1:])
            except LogError as fault:
                raise LogError(fault.rule, f"line {place} of the policy: {fault}") from fault
    return reading.policy()


class _Reading:
    """A policy as far as it has been read."""

    def __init__(self) -> None:
        self.logs: list[PolicyLog] = []
        self.witnesses: list[PolicyWitness] = []
        self.groups: list[Group] = []
        self.quorum: str | None = None
        self._free: dict[str, bool] = {}  # every name, and whether it is still in no group
        self._keys: set[bytes] = set()

    def take(self, word: str, rest: list[str]) -> None:
        """One statement."""
        if not _FEWEST.get(word, len(rest) + 1) <= len(rest) <= _MOST.get(word, len(rest)):
            raise LogError("policy-statement", f"not a statement: {word[:40]!r}, {len(rest)} words behind it")
        if word == "log":
            self.logs.append(PolicyLog(key=NoteKey(key=self._key(rest[0])), url=_second(rest[1:])))
        elif word == "witness":
            key = CosignerKey(key=self._key(rest[1]))
            self.witnesses.append(PolicyWitness(name=self._new(rest[0]), key=key, url=_second(rest[2:])))
        elif word == "group":
            self.groups.append(self._group(*rest))
        else:
            self._take_quorum(rest[0])

    def policy(self) -> Policy:
        """All that was read."""
        if self.quorum is None:
            raise LogError("policy-quorum-line", "the policy states no quorum")
        return Policy(
            logs=tuple(self.logs),
            witnesses=tuple(self.witnesses),
            groups=tuple(self.groups),
            quorum=self.quorum,
        )

    def _take_quorum(self, name: str) -> None:
        if self.quorum is not None:
            raise LogError("policy-quorum-line", "the policy states a second quorum")
        if name != NONE and name not in self._free:
            raise LogError("policy-name", f"nothing is called {name!r} yet")
        self.quorum = name

    def _group(self, name: str, needed: str, *members: str) -> Group:
        for member in members:
            if not self._free.get(member):
                raise LogError("policy-name", f"{member!r} is not defined yet, or in a group already")
            self._free[member] = False
        count = {"any": 1, "all": len(members)}.get(needed) or number(needed, "policy-threshold")
        if not 1 <= count <= len(members):
            raise LogError("policy-threshold", f"{needed!r} of {len(members)} cannot be asked for")
        return Group(name=self._new(name), needed=count, members=members)

    def _new(self, name: str) -> str:
        if name == NONE or name in self._free:
            raise LogError("policy-name", f"the name {name!r} is taken")
        self._free[name] = True
        return name

    def _key(self, text: str) -> VerifierKey:
        key = read_key(text)
        if key.public in self._keys:
            raise LogError("policy-duplicate", f"the public key of {key.name} stands in the policy twice")
        self._keys.add(key.public)
        return key


def _second(words: list[str]) -> str | None:
    return words[0] if words else None


def names_met(policy: Policy, witnessed: Iterable[str]) -> frozenset[str]:
    """The names of witnesses and groups that are met when these witnesses have cosigned."""
    met = set(witnessed)
    for group in policy.groups:  # each is defined after its members
        if len(met.intersection(group.members)) >= group.needed:
            met.add(group.name)
    return frozenset(met)


def standing(policy: Policy, signed: SignedCheckpoint) -> Standing:
    """Who cosigned a checkpoint, and whether the quorum is met. Raises `LogError` for a wrong signature."""
    found = cosignatures(signed.note, policy.witness_keys)
    keys = {cosignature.witness for cosignature in found}
    met = names_met(policy, (witness.name for witness in policy.witnesses if witness.key.key in keys))
    return Standing(
        cosignatures=found, names_met=met, met=not policy.asks_for_witnesses or policy.quorum in met
    )


def require_policy(policy: Policy, signed: SignedCheckpoint) -> Standing:
    """Refuse a checkpoint that its log has not signed or the quorum not seen. Raises `LogError`."""
    require_log_signature(signed, policy.log_keys)
    found = standing(policy, signed)
    if not found.met:
        raise LogError("policy-quorum", f"the quorum {policy.quorum} has not cosigned the checkpoint")
    return found
