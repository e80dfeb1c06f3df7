"""Keys, policies and log folders named on the command line; an invalid file is refused by its name.

The rule that is broken is named as the protocol pages list it; nothing of a secret file is repeated.
"""

import os
import re
from pathlib import Path

from undersigned.cli.files.inputs import of_file
from undersigned.log.directory import INCEPTION, LogDirectory
from undersigned.log.faults import LogError
from undersigned.log.keys import (
    ED25519,
    SigningKey,
    VerifierKey,
    read_key,
    read_signing_key,
    signing_key,
)
from undersigned.log.policy import Policy, parse_policy
from undersigned.values.refusal import RefusedError, refusal

_LINE = re.compile(r"line (\d+) of the policy")


class ProtocolFileError(RefusedError):
    """A file or folder does not follow the protocol."""


def key_in(file: Path) -> SigningKey:
    """The secret key in a file. Raises `RefusedError`."""
    with of_file(file):
        content = file.read_bytes()
        try:
            return read_signing_key(content.decode("utf-8", "replace").strip())
        except LogError as fault:
            raise ProtocolFileError(refusal("cli.key.read")) from fault


def new_key(name: str, kind: int = ED25519) -> SigningKey:
    """A new secret key with this name. Raises `RefusedError` for an invalid name."""
    try:
        return signing_key(name, os.urandom(32), kind)
    except LogError as fault:
        raise ProtocolFileError(refusal("cli.key.name", name=name)) from fault


def public_key(written: str) -> VerifierKey:
    """A public key of a log, as given on the command line. Raises `RefusedError`."""
    try:
        return read_key(written)
    except LogError as fault:
        raise ProtocolFileError(refusal("cli.key.public", key=written)) from fault


def policy_in(file: Path | None) -> Policy:
    """The policy in a file; without a file one that requires no witness. Raises `RefusedError`."""
    if file is None:
        return Policy()
    with of_file(file):
        try:
            return parse_policy(file.read_bytes())
        except LogError as fault:
            found = _LINE.match(str(fault))
            line = int(found[1]) if found else None
            raise ProtocolFileError(refusal("cli.policy.read", line=line, rule=fault.rule)) from fault


def log_in(folder: Path) -> LogDirectory:
    """The log in a folder. Raises `RefusedError` if there is none, `LogError` if it is broken."""
    with of_file(folder):
        if not (folder / INCEPTION).is_file():
            raise ProtocolFileError(refusal("cli.log.found", folder=str(folder)))
        return LogDirectory(folder)
