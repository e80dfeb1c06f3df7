"""The trust file: whom a reader trusts. It holds a policy of the log, and the registrars.

1. Lines as in a policy (`log`, `witness`, `group`, `quorum`), and `registrar <vkey>` for each registrar.
2. Exactly one log; at least two registrars, all with different keys, none the log's or a witness's.
3. A registrar's key is an Ed25519 key that signs notes.
"""

from dataclasses import dataclass

from undersigned.log.faults import LogError
from undersigned.log.keys import VerifierKey, read_key
from undersigned.log.notes import NoteKey
from undersigned.log.policy import Policy, parse_policy
from undersigned.signing.faults import SigningError
from undersigned.signing.registrars import NEEDED

_WORD = "registrar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """A policy with one log, and the keys of those who enrol."""

    policy: Policy
    registrars: tuple[VerifierKey, ...]

    @property
    def log_key(self) -> VerifierKey:
        """The key of the log."""
        return self.policy.logs[0].key.key

    @property
    def origin(self) -> str:
        """The log's name."""
        return self.log_key.name

    def agrees_with(self, other: "Trust") -> bool:
        """Whether another file says the same: log, registrars, witnesses, quorum; the order is nothing."""
        return _said(self) == _said(other)


def read_trust(raw: bytes) -> Trust:
    """A trust file. Raises `SigningError`, which names the line."""
    policy, registrars = list[bytes](), list[VerifierKey]()
    try:
        for line in raw.split(b"\n"):
            words = line.decode("utf-8", "surrogateescape").split()
            if words[:1] == [_WORD]:
                registrars.append(_registrar(words[1:]))
            # An empty line in its place, so that the policy's faults name the right line.
            policy.append(b"" if words[:1] == [_WORD] else line)
        read = parse_policy(b"\n".join(policy))
    except LogError as fault:
        raise SigningError(f"trust-{fault.rule}", str(fault)) from fault
    trust = Trust(policy=read, registrars=tuple(registrars))
    _refuse_unfit(trust)
    return trust


def trust_lines(trust: Trust) -> bytes:
    """The file that says it."""
    policy = trust.policy
    lines = [
        *(" ".join(filter(None, ("log", str(log.key.key), log.url))) for log in policy.logs),
        *(f"{_WORD} {key}" for key in trust.registrars),
        *(
            " ".join(filter(None, ("witness", witness.name, str(witness.key.key), witness.url)))
            for witness in policy.witnesses
        ),
        *(f"group {group.name} {group.needed} {' '.join(group.members)}" for group in policy.groups),
        f"quorum {policy.quorum}",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _registrar(words: list[str]) -> VerifierKey:
    if len(words) != 1:
        raise SigningError("trust-form", "a registrar is one key")
    return NoteKey(key=read_key(words[0])).key


def _refuse_unfit(trust: Trust) -> None:
    if len(trust.policy.logs) != 1:
        raise SigningError("trust-log", f"a trust file has one log, this one {len(trust.policy.logs)}")
    registrars = {key.public for key in trust.registrars}
    if len(registrars) < NEEDED or len(registrars) < len(trust.registrars):
        raise SigningError("trust-registrars", "a trust file has two registrars or more, none twice")
    others = {trust.log_key.public, *(witness.key.key.public for witness in trust.policy.witnesses)}
    if registrars & others:
        raise SigningError("trust-registrars", "a registrar's key is the log's or a witness's")


def _said(trust: Trust) -> tuple[object, ...]:
    groups = {group.name: (group.needed, frozenset(group.members)) for group in trust.policy.groups}
    witnesses = {witness.name: witness.key.key for witness in trust.policy.witnesses}
    return trust.log_key, frozenset(trust.registrars), witnesses, groups, trust.policy.quorum
