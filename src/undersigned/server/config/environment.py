"""The environment variables of an installation, each with its meaning.

Nothing else of the environment is read, and nowhere else (`docs/reference/settings.md` is made from here).
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from undersigned.values.faults import UndersignedError


class SettingError(UndersignedError):
    """A variable has a value that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable, what stands where it is not set, and what it is for."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable(
        name="UNDERSIGNED_DATA",
        default="~/.local/share/undersigned",
        meaning="The folder of everything that is kept: the SQLite file, scans, lists, keys, mail not sent.",
    ),
    Variable(
        name="UNDERSIGNED_DATABASE",
        default="",
        meaning="`postgresql://user:password@host:port/name`; without it, SQLite in the data folder.",
    ),
    Variable(
        name="UNDERSIGNED_SECRET_KEY",
        default="",
        meaning="The key that signs cookies; without it, one is made once and kept in the data folder.",
    ),
    Variable(
        name="UNDERSIGNED_ORIGIN",
        default="http://localhost:8000",
        meaning="Where browsers reach the desk; with https, cookies are sent over nothing else.",
    ),
    Variable(
        name="UNDERSIGNED_RP_ID",
        default="",
        meaning="The domain that passkeys for signing in belong to; without it, the host of the origin.",
    ),
    Variable(
        name="UNDERSIGNED_SIGNING_ORIGIN",
        default="",
        meaning="Where members sign, apart from the desk; without it, `sign.` before the desk's host.",
    ),
    Variable(
        name="UNDERSIGNED_LOG",
        default="",
        meaning="The folder of the public log; without it, `log` in the data folder.",
    ),
    Variable(
        name="UNDERSIGNED_TRUST",
        default="",
        meaning="The file of witnesses and registrars; without it, `trust.txt` in the data folder.",
    ),
    Variable(
        name="UNDERSIGNED_ASSEMBLY",
        default="concord",
        meaning="The code of the assembly whose roll and rules the desk works with.",
    ),
    Variable(
        name="UNDERSIGNED_INSTRUMENT",
        default="written-declaration",
        meaning="The code of the kind of text that a new draft is.",
    ),
    Variable(
        name="UNDERSIGNED_RULEBOOKS",
        default="",
        meaning="A folder of rulebooks of one's own, in place of the shipped ones of the same instruments.",
    ),
    Variable(
        name="UNDERSIGNED_PUBLISHER",
        default="",
        meaning="The name of the publishing body, as it stands on every page; empty: no body is named.",
    ),
    Variable(
        name="UNDERSIGNED_CORRECTIONS",
        default="",
        meaning="Where readers ask for a correction: an e-mail, web or postal address, on every page.",
    ),
    Variable(
        name="UNDERSIGNED_LANGUAGE",
        default="en",
        meaning="The desk's language before anyone chose: en or fr.",
    ),
    Variable(
        name="UNDERSIGNED_TIME_ZONE", default="UTC", meaning="The time zone in which a day begins and ends."
    ),
    Variable(
        name="UNDERSIGNED_MAIL",
        default="",
        meaning="`smtp://user:password@host:port`, or `smtps://`, `smtp+starttls://`; else kept as files.",
    ),
    Variable(
        name="UNDERSIGNED_MAIL_FROM", default="undersigned@localhost", meaning="The sender of all mail."
    ),
    Variable(
        name="UNDERSIGNED_TRUSTED_PROXIES",
        default="0",
        meaning="How many proxies stand before the server and may say who calls; 0 believes none.",
    ),
    Variable(
        name="UNDERSIGNED_SECOND_FACTOR",
        default="1",
        meaning="1: the office and monitors act only with a passkey or a code; 0: a password is enough.",
    ),
    Variable(
        name="UNDERSIGNED_DEMO",
        default="0",
        meaning="1 allows addresses that sign in once, made at the machine: for a demonstration only.",
    ),
    Variable(
        name="UNDERSIGNED_LISTENS",
        default="127.0.0.1",
        meaning="Where the server listens; `serve` says it. Beyond this machine there is no demonstration.",
    ),
)
_BY_NAME = {variable.name: variable for variable in VARIABLES}
_HTTP = ("http", "https")


def said(name: str) -> str:
    """What a variable says, or its default."""
    return os.environ.get(name) or _BY_NAME[name].default


def say(name: str, value: str) -> None:
    """Set a variable for this process and its children."""
    os.environ[_BY_NAME[name].name] = value


def say_unless_said(name: str, value: str) -> None:
    """Set a variable for this process and its children, unless it is set already."""
    os.environ.setdefault(name, value)


def data_folder() -> Path:
    """The folder of everything that is kept, made if need be and closed to other users."""
    folder = Path(said("UNDERSIGNED_DATA")).expanduser().absolute()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def origin() -> tuple[str, str, bool]:
    """The origin as browsers write it, its host, and whether it is https. Raises `SettingError`."""
    return _origin("UNDERSIGNED_ORIGIN", said("UNDERSIGNED_ORIGIN"))


def signing_origin() -> tuple[str, str]:
    """The origin of the signing host, and the host, its passkeys' `rp`. Raises `SettingError`."""
    scheme, _, place = origin()[0].partition("://")
    signing, host, _ = _origin(
        "UNDERSIGNED_SIGNING_ORIGIN", said("UNDERSIGNED_SIGNING_ORIGIN") or f"{scheme}://sign.{place}"
    )
    if host == origin()[1]:
        raise SettingError("UNDERSIGNED_SIGNING_ORIGIN must have another host than UNDERSIGNED_ORIGIN")
    return signing, host


def _origin(name: str, said_url: str) -> tuple[str, str, bool]:
    parts = urlsplit(said_url)
    if parts.scheme not in _HTTP or not parts.hostname or parts.path.strip("/"):
        raise SettingError(f"{name} must be like https://desk.example.org, without a path")
    return f"{parts.scheme}://{parts.netloc}", parts.hostname, parts.scheme == "https"


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine itself, which nobody else reaches under that name."""
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")


def demonstration() -> bool:
    """Whether this is one: asked for, and reached from this machine alone, by where the server listens."""
    return said("UNDERSIGNED_DEMO") == "1" and is_this_machine(said("UNDERSIGNED_LISTENS"))


def database(folder: Path) -> dict[str, object]:
    """Django's description of the database. Raises `SettingError`."""
    said_url = said("UNDERSIGNED_DATABASE")
    if not said_url:
        return _sqlite(folder / "undersigned.sqlite3")
    parts = urlsplit(said_url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise SettingError("UNDERSIGNED_DATABASE must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "undersigned"},
    }


def mail(folder: Path) -> dict[str, object]:
    """Django's settings of mail: an SMTP server, else files in the data folder; or `SettingError`."""
    url = urlsplit(said("UNDERSIGNED_MAIL"))
    if not url.scheme:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder / "mail"),
        }
    if url.scheme not in ("smtp", "smtps", "smtp+starttls") or not url.hostname:
        raise SettingError("UNDERSIGNED_MAIL must be like smtp://host:port")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or {"smtp": 25, "smtps": 465}.get(url.scheme, 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 10,
    }


def _sqlite(file: Path) -> dict[str, object]:
    # IMMEDIATE: a transaction that will write takes its lock at once, so two writers wait and neither fails.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
                # What is sorted stays in memory: nobody would erase a temporary file's blocks.
                "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY"
            ),
        },
    }
