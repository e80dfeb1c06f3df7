"""Seals a PDF (PAdES): the electronic seal of the publishing body, never a member's signature.

1. The sealed file is a second one beside the accessible one, which stays as it is: the seal is appended, and
   every byte before it is the same.
2. Level B-B by itself; B-T where a time-stamping authority is asked; B-LTA where the roots are brought as
   well: what is needed to check it for long is put inside, and stamped once more.
3. The seal certifies: whatever is added later, but for such material and stamps, breaks it.
4. Nothing is handed out that does not check: a key that is not the certificate's is found here.

Reads no clock and asks nobody by itself: time and authority are given. Comes with the extra `seal`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import tsp
from pyhanko.keys import load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSigningSession,
    SigDSSPlacementPreference,
)
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from undersigned.publishing.apart import apart
from undersigned.publishing.seal_check import (
    KEPT,
    KEY,
    MADE,
    TIME,
    UNCHANGED,
    SealError,
    certificates_in,
    checked_seals,
)
from undersigned.values.findings import failures
from undersigned.values.refusal import refusal

_PDF = b"%PDF-"
FIELD, STAMP = "Seal", "SealTime"
# What checking needs stands before the seal, so that the last stamp covers the file to its end.
_INSIDE = DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE)

Ask = Callable[[bytes], bytes]  # a request of RFC 3161 to the authority's answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """What is added so that a seal can be checked for long: root certificates in PEM, and revocation
    lists.
    """

    roots: bytes
    revocations: Sequence[bytes] = ()


def owner_of(key: bytes, certificates: bytes, passphrase: bytes | None = None) -> SimpleSigner:
    """The signer from files in PEM; the first certificate is the key's. Raises `SealError`."""
    own, *chain = certificates_in(certificates)
    store = SimpleCertificateStore()
    store.register_multiple(chain)
    try:
        private = load_private_key_from_pemder_data(key, passphrase)
    except (ValueError, TypeError) as fault:
        locked = b"ENCRYPTED" in key
        raise SealError(refusal(KEY, why="locked" if locked else "none")) from fault
    return SimpleSigner(signing_cert=own, signing_key=private, cert_registry=store)


def sealed(
    pdf: bytes,
    owner: SimpleSigner,
    *,
    at: datetime,
    words: str,
    ask: Ask | None = None,
    lasting: Lasting | None = None,
) -> bytes:
    """The PDF with the seal appended; `words` say what it is. Raises `SealError`."""
    if lasting and not ask:
        raise SealError(refusal(MADE, why="no-authority"))
    signer = _signer(owner, at, words, ask, lasting)
    try:
        done: bytes = apart(lambda: signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)))).getvalue()
    except (PathError, ValidationError) as fault:
        raise SealError(refusal(MADE, why="chain")) from fault
    except (PdfError, ValueError, OSError) as fault:
        why = "no-stamp" if ask and pdf.startswith(_PDF) else "no-pdf"
        raise SealError(refusal(MADE, why=why)) from fault
    _refuse_unsound(done, owner, at)
    return done


def _signer(
    owner: SimpleSigner, at: datetime, words: str, ask: Ask | None, lasting: Lasting | None
) -> "_SealAt":
    """The library's signer for a seal that allows no later change."""
    signer = _SealAt(
        PdfSignatureMetadata(
            field_name=FIELD,
            reason=words,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            embed_validation_info=lasting is not None,
            use_pades_lta=lasting is not None,
            timestamp_field_name=STAMP,
            dss_settings=_INSIDE,
            validation_context=_context(lasting, at) if lasting else None,
            signer_key_usage=set(),
        ),
        signer=owner,
        timestamper=_Authority(ask) if ask else None,
        new_field_spec=SigFieldSpec(FIELD, on_page=0, readable_field_name=words),
    )
    signer.at = at
    return signer


class _Authority(TimeStamper):
    """An authority asked by the caller's function; without a nonce, as in `signing/timestamps.py`."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(include_nonce=False)  # type: ignore[no-untyped-call] # the library says no types here
        self._ask = ask

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer to a request."""
        return tsp.TimeStampResp.load(self._ask(req.dump()))


class _SealAt(PdfSigner):
    """A signer with the clock of the caller."""

    at: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        """As in the library, with the given time."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def _context(lasting: Lasting, at: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=certificates_in(lasting.roots),
        crls=list(lasting.revocations),
        allow_fetching=False,
        moment=at,
    )


def _refuse_unsound(done: bytes, owner: SimpleSigner, at: datetime) -> None:
    """Check what was just sealed as a stranger would."""
    assert owner.signing_cert is not None
    broken = [
        finding
        for finding in failures(checked_seals(done, [owner.signing_cert], at))
        if finding.code in (UNCHANGED, TIME, KEPT)
    ]
    if broken:
        raise SealError(refusal(MADE, why="other-key"))
