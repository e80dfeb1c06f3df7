"""The trust file: whom the reader believes, brought from elsewhere and never taken from the bundle.

1. A C2SP tlog-policy with exactly one log, and lines `registrar <key>` beside it.
2. At least two registrars, each an Ed25519 key that stands nowhere else in the file.
3. Two trust files agree when they name the same keys and ask for the same witnesses; names, order and
   addresses are each writer's own.
"""

from dataclasses import dataclass

from undersigned.log.faults import LogError
from undersigned.log.keys import VerifierKey, read_key
from undersigned.log.notes import NoteKey
from undersigned.log.policy import LONGEST_POLICY, Policy, parse_policy
from undersigned.verifying.faults import BundleError

_REGISTRAR = b"registrar "
_FEWEST_REGISTRARS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The log, the witnesses and the registrars that somebody believes."""

    policy: Policy
    registrars: tuple[NoteKey, ...]

    @property
    def log(self) -> NoteKey:
        """The key of the one log; its name is the origin."""
        return self.policy.logs[0].key

    def says(self) -> tuple[object, ...]:
        """What the file says, by keys alone, for comparing it with another."""
        names: dict[str, object] = {one.name: str(one.key.key) for one in self.policy.witnesses}
        for group in self.policy.groups:
            names[group.name] = (group.needed, frozenset(names[member] for member in group.members))
        quorum = names.get(self.policy.quorum, self.policy.quorum)
        witnesses = frozenset(str(one.key.key) for one in self.policy.witnesses)
        return str(self.log.key), frozenset(str(one.key) for one in self.registrars), witnesses, quorum


def read_trust(raw: bytes, file: str) -> Trust:
    """A trust file. Raises `BundleError`."""
    try:
        lines = raw[: LONGEST_POLICY + 1].split(b"\n")
        stated = [line for line in lines if line.startswith(_REGISTRAR)]
        policy = parse_policy(b"\n".join(b"" if line in stated else line for line in lines))
        registrars = tuple(_registrar(line) for line in stated)
    except (LogError, UnicodeDecodeError) as fault:
        raise BundleError("trust", str(fault), file) from fault
    if len(policy.logs) != 1:
        raise BundleError("trust", f"a trust file names one log, this one {len(policy.logs)}", file)
    others = {key.key.public for key in policy.log_keys} | {key.key.public for key in policy.witness_keys}
    keys = {one.key.public for one in registrars}
    if len(keys) != len(registrars) or len(keys) < _FEWEST_REGISTRARS or keys & others:
        raise BundleError(
            "trust", "a trust file names at least two registrars, each with a key of its own", file
        )
    return Trust(policy=policy, registrars=registrars)


def _registrar(line: bytes) -> NoteKey:
    key: VerifierKey = read_key(line.removeprefix(_REGISTRAR).decode("utf-8").strip(" \t"))
    return NoteKey(key=key)
