"""Authorities of one's own for tests: a root, a time-stamping authority, a certificate to seal with.

Keys are made anew in each run, and nothing here is anybody's.
"""

import asyncio
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.sign.timestamps import DummyTimeStamper

from undersigned.publishing.apart import apart

FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2080, 1, 1, tzinfo=UTC)
needs_openssl = pytest.mark.skipif(
    not shutil.which("openssl"), reason="openssl is not installed (Debian: openssl)"
)

_USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip
_TSA = """[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.55555.1
digests = sha256
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A key and its certificate."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def secret(self, passphrase: bytes | None = None) -> bytes:
        kept = (
            serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
        )
        return self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, kept)


def holder(name, by=None, *, uses=("digital_signature",), purpose=None, start=FROM, end=UNTIL, key=None):
    """A certificate for a new key, from another holder or, as a root, from itself."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    issuer = by.key if by else key
    allowed = uses if by else ("key_cert_sign", "crl_sign")
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(by.certificate.subject if by else _named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{use: use in allowed for use in _USES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False
        )
    )
    if purpose:
        made = made.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return Holder(key=key, certificate=made.sign(issuer, hashes.SHA256()))


@cache
def root():
    return holder("Example Root (fictional)")


@cache
def other_root():
    return holder("Another Root (fictional)")


@cache
def body():
    """The publishing body of the example."""
    return holder("Table Office of Concord (fictional)", root())


def an_authority(folder: Path, **changes) -> Path:
    """The configuration of a time-stamping authority in a folder, for `openssl ts`."""
    made = holder("Example Time (fictional)", root(), purpose=ExtendedKeyUsageOID.TIME_STAMPING, **changes)
    (folder / "tsa.pem").write_bytes(made.pem)
    (folder / "tsa.key").write_bytes(made.secret())
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(_TSA.format(folder=folder))
    return folder / "tsa.cnf"


def stamped_by(configuration: Path, request: bytes) -> bytes:
    """The authority's answer."""
    command = ["openssl", "ts", "-reply", "-config", str(configuration), "-queryfile", "/dev/stdin"]
    return subprocess.run(command, input=request, capture_output=True, check=True).stdout


def stamped_at(time: datetime, text: bytes, **changes) -> bytes:
    """A token of a past time, which openssl cannot be asked for."""
    key = rsa.generate_private_key(65537, 2048)
    given = {"purpose": ExtendedKeyUsageOID.TIME_STAMPING, **changes}
    made = holder("Example Time (fictional)", root(), key=key, **given)
    authority = DummyTimeStamper(
        next(iter(load_certs_from_pemder_data(made.pem))),
        load_private_key_from_pemder_data(made.secret(), None),
        fixed_dt=time,
    )
    asked = partial(authority.async_timestamp, sha256(text).digest(), "sha256")
    # Apart: where a browser is driven in the same process, this thread has a running loop already.
    return apart(lambda: asyncio.run(asked())).dump()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
