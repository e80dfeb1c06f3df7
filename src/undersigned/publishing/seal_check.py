"""Checks the seal of a PDF offline, under certificates that the reader brings.

1. Every byte is covered by the seal, or is the seal itself, written in one way, with nothing hidden in it.
2. After the seal nothing was added but stamps and what it takes to check them.
3. The certificate leads to one that the reader brought, at the time of the seal: that of a stamp under the
   same certificates, else the time of reading, since the time in the seal is the sealer's own word.
4. Revocation lists are those in the file; nobody is asked, and where there is none nothing is known of it.

A seal is the publishing body's. It says nothing of the members' signatures. Comes with the extra `seal`.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any

from asn1crypto.cms import ContentInfo, SignedData
from asn1crypto.crl import CertificateList
from asn1crypto.x509 import Certificate
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import ModificationInfo, PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from undersigned.publishing.apart import apart
from undersigned.values.findings import Finding, Severity, failed, not_applicable, passed, undetermined
from undersigned.values.kinds import kind_of
from undersigned.values.refusal import RefusedError, refusal

PRESENT, UNCHANGED = "publishing.seal.present", "publishing.seal.unchanged"
TRUSTED, TIME, KEPT = "publishing.seal.trusted", "publishing.seal.time", "publishing.seal.kept"
MADE, KEY, CERTIFICATES = "publishing.seal.made", "publishing.seal.key", "publishing.seal.certificates"
REVOCATIONS = "publishing.seal.revocations"
_ANY_USE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
# What readers of PDF and CMS raise on bytes of strangers.
_FAULTS = (
    *(PdfError, PathError, ValidationError, ValueError, LookupError, TypeError, AttributeError),
    *(ArithmeticError, RuntimeError, AssertionError, OSError),
)


class SealError(RefusedError):
    """A file cannot be sealed, or what sealing needs cannot be read."""


def certificates_in(pem: bytes) -> list[Certificate]:
    """The certificates of a file in PEM, at least one. Raises `SealError`."""
    try:
        found = list(load_certs_from_pemder_data(pem))
        for certificate in found:
            _ = certificate.native  # parsed only when asked for
    except (ValueError, TypeError) as fault:
        raise SealError(refusal(CERTIFICATES, kind=kind_of(pem))) from fault
    if not found:
        raise SealError(refusal(CERTIFICATES, kind=kind_of(pem)))
    return found


def revocations_in(der: bytes) -> bytes:
    """A revocation list in DER. Raises `SealError` for anything else."""
    try:
        _ = CertificateList.load(der, strict=True).native  # parsed only when asked for
    except (ValueError, TypeError) as fault:
        raise SealError(refusal(REVOCATIONS, kind=kind_of(der))) from fault
    return der


def checked_seals(pdf: bytes, trusted: Sequence[Certificate], at: datetime) -> tuple[Finding, ...]:
    """Every question about the seals of a PDF, under the certificates that the reader brings."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        seals, stamps = reader.embedded_regular_signatures, reader.embedded_timestamp_signatures
        whole = max(map(_end, (*seals, *stamps)), default=0) == len(pdf)
    except _FAULTS:
        return (failed(PRESENT, None, Severity.REFUSAL, why="no-pdf"),)
    if not seals:
        return (failed(PRESENT, None, Severity.REFUSAL, why=None),)
    found: list[Finding] = [passed(PRESENT, n=len(seals))]
    for seal in seals:
        try:
            found += _checked(seal, trusted, at, whole=whole and _in_one_way(pdf, seal) and _plain(seal))
        except _FAULTS:
            found.append(failed(UNCHANGED, None, Severity.REFUSAL, why="unreadable"))
    return (*found, _kept(pdf, stamps, trusted))


def _checked(
    seal: EmbeddedPdfSignature, trusted: Sequence[Certificate], at: datetime, *, whole: bool
) -> Iterator[Finding]:
    status = _status(seal, trusted, at)
    name = _name(status.signing_cert)
    sound = status.intact and status.valid and _only_kept(status) and status.docmdp_ok is not False
    if not (whole and sound):
        yield failed(UNCHANGED, None, Severity.REFUSAL, why=None)
    else:
        yield passed(UNCHANGED, why=None)
    yield passed(TRUSTED, name=name) if status.trusted else failed(TRUSTED, None, Severity.REFUSAL, name=name)
    stamp = status.timestamp_validity
    if stamp is None:
        claimed = status.signer_reported_dt
        yield undetermined(TIME, time=_written(claimed) if claimed else None, authority=None)
    elif not (stamp.intact and stamp.valid):
        yield failed(TIME, None, Severity.REFUSAL)
    else:
        said = passed if stamp.trusted else undetermined
        yield said(TIME, time=_written(stamp.timestamp), authority=_name(stamp.signing_cert))


def _status(seal: EmbeddedPdfSignature, trusted: Sequence[Certificate], at: datetime) -> PdfSignatureStatus:
    """The status of the seal at the time of its stamp, if that is trusted; else at the time of reading."""
    stamped = _stamped_time(seal)
    for moment in (stamped, at) if stamped else (at,):
        context = _context(seal, trusted, moment)
        judging = partial(validate_pdf_signature, seal, context, context, key_usage_settings=_ANY_USE)
        status: PdfSignatureStatus = apart(judging)
        stamp = status.timestamp_validity
        if stamp and stamp.intact and stamp.valid and stamp.trusted:
            break
    return status


def _kept(pdf: bytes, stamps: Sequence[EmbeddedPdfSignature], trusted: Sequence[Certificate]) -> Finding:
    """Until when the seal can be checked, by the last stamp over the whole file."""
    if not stamps:
        return not_applicable(KEPT)
    last = stamps[-1]
    try:
        status = apart(lambda: validate_pdf_timestamp(last, _context(last, trusted, _own_time(last))))
        sound = status.intact and status.valid and _only_kept(status) and _in_one_way(pdf, last)
    except _FAULTS:
        return failed(KEPT, None, Severity.REFUSAL, why="unreadable")
    if not sound:
        return failed(KEPT, None, Severity.REFUSAL, why=None)
    ends = _written(last.signer_cert.not_valid_after)
    said = passed if status.trusted else undetermined
    return said(KEPT, time=_written(status.timestamp), ends=ends, why=None)


def _context(
    seal: EmbeddedPdfSignature, trusted: Sequence[Certificate], moment: datetime
) -> ValidationContext:
    """The reader's certificates, the file's material for checking, and the moment to judge at."""
    given: dict[str, Any] = {
        "trust_roots": list(trusted),
        "allow_fetching": False,
        "moment": moment,
        "retroactive_revinfo": True,  # a list of a later day still says when a certificate was revoked
    }
    try:
        return DocumentSecurityStore.read_dss(seal.reader).as_validation_context(given)
    except NoDSSFoundError:
        return ValidationContext(**given)


def _only_kept(status: ModificationInfo) -> bool:
    """Whether nothing was added later but stamps and material for checking them."""
    level = status.modification_level
    return level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)


def _end(seal: EmbeddedPdfSignature) -> int:
    """The end of the bytes that a seal or stamp covers."""
    return int(seal.byte_range[2]) + int(seal.byte_range[3])


def _in_one_way(pdf: bytes, seal: EmbeddedPdfSignature) -> bool:
    """Whether the only bytes not covered are the seal itself: digits in one case, then zeros."""
    gap = pdf[int(seal.byte_range[1]) : int(seal.byte_range[2])]
    content, digits = seal.pkcs7_content, seal.pkcs7_content.hex().encode()
    read = ContentInfo.load(content)
    parts = len(read["content_type"].dump()) + len(read["content"].dump())
    in_one_case = gap in (b"<%b>" % digits, b"<%b>" % digits.upper())
    return in_one_case and len(read.contents) == parts and not content[len(read.dump()) :].strip(b"\0")


def _plain(seal: EmbeddedPdfSignature) -> bool:
    """Whether the envelope of a seal follows RFC 5652 where nothing else covers it."""
    envelope, signer = seal.signed_data, seal.signer_info
    named = [algorithm.native for algorithm in envelope["digest_algorithms"]]
    digest = signer["digest_algorithm"].native
    versions = envelope["version"].native, signer["version"].native
    return versions == ("v1", "v1") and named == [digest] and digest["parameters"] is None


def _stamped_time(seal: EmbeddedPdfSignature) -> datetime | None:
    """The time that the stamp on a seal states; whether it is right is checked later."""
    for token in extract_tst_data_iter(seal.signer_info, signed=False):
        return _time_of(token)
    return None


def _own_time(stamp: EmbeddedPdfSignature) -> datetime:
    return _time_of(stamp.signed_data)


def _time_of(token: SignedData) -> datetime:
    time: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return time


def _name(certificate: Certificate) -> str:
    """The subject of a certificate in its own words and order, without terminal control characters."""
    parts = [
        part
        for value in certificate.subject.native.values()
        for part in (value if isinstance(value, list) else [value])
    ]
    return "".join(letter for letter in ", ".join(map(str, parts)) if letter.isprintable())


def _written(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
