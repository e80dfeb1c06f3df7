"""Time stamps (RFC 3161): the request to an authority, and whether its answer is valid.

1. A request has no nonce: what is stamped is a root that nobody could know before, so an older answer to the
   same request is an earlier proof and not a false one. So the request is the same bytes each time.
2. An answer is taken if it was granted and is over the SHA-256 of the text that was to be stamped.
3. A token is judged under roots that the reader brings, and at the time that it states itself: certificates
   that have ended since do not undo it. It carries the authority's own certificate.
4. Certificates are X.509 in PEM; one that is not its own issuer only helps to reach a root.

The only module that knows `rfc3161-client`, which comes with the extra `seal`.
"""

from datetime import UTC, datetime
from hashlib import sha256

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from undersigned.signing.anchors import Judge
from undersigned.signing.faults import SigningError

_SHA256 = "2.16.840.1.101.3.4.2.1"
_GRANTED = bytes.fromhex("3003020100")  # PKIStatusInfo in DER: granted, nothing else
_SEQUENCE, _SHORT = 0x30, 0x80
# What parsers of certificates raise on bytes of strangers.
_UNREADABLE = (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension)


def request_for(text: bytes) -> bytes:
    """The bytes to send to an authority, so that it stamps a text with its certificate in the answer."""
    asked = TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256)
    return asked.nonce(nonce=False).cert_request(cert_request=True).build().as_bytes()


def token_in(answer: bytes) -> bytes:
    """The token in an authority's answer, if it gave one. Raises `SigningError`."""
    read = _read(answer)
    if PKIStatus(read.status) != PKIStatus.GRANTED:
        said = "; ".join(read.status_string)
        raise SigningError("stamp-refused", f"the authority refused: {said or f'status {read.status}'}")
    return read.time_stamp_token()


def token_of(answer: bytes, text: bytes) -> bytes:
    """The token over a text; who signed it is not asked here. Raises `SigningError`."""
    token = token_in(answer)
    _refuse_other(_read(answer), text)
    return token


def stamped_digest(token: bytes) -> bytes:
    """The SHA-256 that a token is over. Raises `SigningError`."""
    imprint = _read(_as_answer(token)).tst_info.message_imprint
    if imprint.hash_algorithm.dotted_string != _SHA256:
        raise SigningError("stamp-imprint", "the stamp is not over a SHA-256")
    return imprint.message


def judge_under(roots: bytes) -> Judge:
    """What judges tokens under the certificates of a PEM file. Raises `SigningError`."""
    try:
        brought = x509.load_pem_x509_certificates(roots)
        trusted = [certificate for certificate in brought if certificate.issuer == certificate.subject]
    except _UNREADABLE as fault:
        raise SigningError("stamp-roots", f"no certificates in PEM: {fault}") from fault
    if not trusted:
        raise SigningError("stamp-roots", "none of the certificates is a root, its own issuer")
    between = [certificate for certificate in brought if certificate not in trusted]

    def judge(token: bytes, text: bytes) -> datetime:
        read = _read(_as_answer(token))
        _refuse_other(read, text)
        try:
            verifier = VerifierBuilder(roots=list(trusted), intermediates=list(between)).build()
            verifier.verify_message(read, text)
        except (VerificationError, *_UNREADABLE) as fault:
            raise SigningError("stamp-signature", f"not signed under the roots brought: {fault}") from fault
        return read.tst_info.gen_time.astimezone(UTC)

    return judge


def _read(answer: bytes) -> TimeStampResponse:
    try:
        read = decode_timestamp_response(answer)
        if read.status == PKIStatus.GRANTED:
            _ = read.tst_info, read.signed_data  # parsed only when asked for
    except _UNREADABLE as fault:
        raise SigningError("stamp-form", f"no time stamp can be read: {fault}") from fault
    return read


def _refuse_other(read: TimeStampResponse, text: bytes) -> None:
    imprint = read.tst_info.message_imprint
    if (imprint.hash_algorithm.dotted_string, imprint.message) != (_SHA256, sha256(text).digest()):
        raise SigningError("stamp-imprint", "the stamp is over something else")


def _as_answer(token: bytes) -> bytes:
    """A token as the answer that it came in: the library reads answers."""
    inner = _GRANTED + token
    size = len(inner)
    if size < _SHORT:
        return bytes([_SEQUENCE, size]) + inner
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([_SEQUENCE, _SHORT | len(length)]) + length + inner
