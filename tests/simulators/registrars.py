"""Registrars in memory: three offline keys from seeds that everybody may know, and their ways to sign."""

from hashlib import sha256

from undersigned.log.keys import SigningKey, signing_key
from undersigned.signing.record_text import RecordText
from undersigned.signing.records import Record
from undersigned.signing.registrars import sign


def a_registrar(number: int) -> SigningKey:
    """A registrar's key; the same number is the same key."""
    return signing_key(f"registrar-{number}.example", sha256(f"registrar {number}".encode()).digest())


REGISTRARS = tuple(a_registrar(number) for number in (1, 2, 3))
KNOWN = tuple(key.verifier for key in REGISTRARS)


def by_registrars(record: Record | RecordText, *numbers: int) -> Record:
    """The record with the lines of registrars: the first two, unless others are named."""
    signed = record if isinstance(record, Record) else Record(text=record)
    for number in numbers or (1, 2):
        signed = sign(signed, a_registrar(number))
    return signed
