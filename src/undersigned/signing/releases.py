"""What the operator states in the log about its own programs: a version and the digest of its bytes.

The signing page that was served (`page`) and the archives that were handed out (`release`) can so be compared
by anyone with what they were given; one that is not in the log was given to somebody alone.
"""

from hashlib import sha256

from undersigned.signing.record_text import write_text
from undersigned.signing.records import Record


def page(version: str, content: bytes) -> Record:
    """The entry of a signing page. Raises `SigningError` where the version is no words."""
    return _said("page", version, content)


def release(version: str, archive: bytes) -> Record:
    """The entry of a program's archive. Raises `SigningError` where the version is no words."""
    return _said("release", version, archive)


def _said(kind: str, version: str, content: bytes) -> Record:
    return Record(text=write_text(kind, {"version": version, "digest": sha256(content).hexdigest()}))
