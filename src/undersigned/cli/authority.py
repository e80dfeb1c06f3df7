"""Time-stamping authorities (RFC 3161): asks one over HTTP or a local one; checks stamps by root keys.

1. `--tsa URL` sends the request as RFC 3161, 3.4, says; an answer has at most 65,536 bytes, and no part of it
   keeps us waiting for more than 20 seconds; redirections are not followed.
2. `--openssl-conf FILE` is an authority of one's own: `openssl ts -reply` with that configuration. It tells
   nobody else anything; it is for trying, and for who keeps an authority with openssl.
"""

import re
import subprocess
import urllib.request
from collections.abc import Callable
from functools import wraps
from http.client import HTTPException
from pathlib import Path
from typing import Any

import click

from undersigned.cli.extras import needing
from undersigned.cli.files.inputs import of_file
from undersigned.signing.anchors import Judge
from undersigned.signing.faults import SigningError
from undersigned.values.faults import UndersignedError
from undersigned.values.kinds import kind_of
from undersigned.values.refusal import RefusedError, refusal
from undersigned.wording.words import term

Ask = Callable[[bytes], bytes]  # the bytes of a request to those of the answer

LONGEST_ANSWER = 65_536
_SECONDS = 20.0
_CONFIG_LINE = re.compile(rb"on line (\d+) of config file")


class AuthorityError(UndersignedError):
    """A time-stamping authority gave no answer."""


class ConfigurationError(RefusedError):
    """The configuration of a local authority makes no stamp."""


def authority_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options `--tsa` and `--openssl-conf`, passed as `ask`; the command also needs `--language`."""

    @click.option("--tsa", metavar="URL", help="A time-stamping authority (RFC 3161), by its address.")
    @click.option(
        "--openssl-conf",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="An authority of your own: the configuration of `openssl ts -reply`.",
    )
    @wraps(command)
    def asking(*arguments: Any, tsa: str | None, openssl_conf: Path | None, **options: Any) -> Any:  # noqa: ANN401 (click's)
        return command(*arguments, ask=_asking(tsa, openssl_conf, options["language"]), **options)

    return asking


def required(ask: Ask | None, language: str) -> Ask:
    """The authority that was named. Raises `click.UsageError` if none was."""
    if ask is None:
        raise click.UsageError(term("authority.none", language))
    return ask


def judge_of(roots: Path, language: str) -> Judge:
    """A function that judges time stamps under the root certificates in a file. Raises `NotInstalledError`,
    `RefusedError`.
    """
    with needing("seal", language):
        from undersigned.signing.timestamps import judge_under  # noqa: PLC0415
    with of_file(roots):
        content = roots.read_bytes()
        try:
            return judge_under(content)
        except SigningError as fault:
            raise RefusedError(refusal("cli.roots.read", kind=kind_of(content))) from fault


def _asking(url: str | None, configuration: Path | None, language: str) -> Ask | None:
    if url and configuration:
        raise click.UsageError(term("authority.none", language))
    if url:
        return lambda request: _over_http(url, request, language)
    if configuration:
        return lambda request: _by_openssl(configuration, request, language)
    return None


def _over_http(url: str, request: bytes, language: str) -> bytes:
    if not url.startswith(("http://", "https://")):
        raise AuthorityError(term("authority.silent", language, url=url, fault="http, https"))
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        asked = urllib.request.Request(url, data=request, headers=headers)  # noqa: S310 (the scheme is checked)
        with urllib.request.build_opener(_NoRedirection).open(asked, timeout=_SECONDS) as answer:
            content: bytes = answer.read(LONGEST_ANSWER + 1)
    except (OSError, HTTPException, ValueError) as fault:
        raise AuthorityError(term("authority.silent", language, url=url, fault=str(fault))) from fault
    if len(content) > LONGEST_ANSWER:
        raise AuthorityError(term("authority.silent", language, url=url, fault=f"> {LONGEST_ANSWER}"))
    return content


def _by_openssl(configuration: Path, request: bytes, language: str) -> bytes:
    command = ["openssl", "ts", "-reply", "-config", str(configuration), "-queryfile", "/dev/stdin"]
    try:
        made = subprocess.run(command, input=request, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    except subprocess.CalledProcessError as fault:
        found = _CONFIG_LINE.search(fault.stderr)
        said = refusal("cli.authority.configuration", line=int(found[1]) if found else None)
        raise ConfigurationError(said).at(str(configuration)) from fault
    except (OSError, subprocess.TimeoutExpired) as fault:
        why = "silent" if isinstance(fault, subprocess.TimeoutExpired) else "missing"
        raise AuthorityError(term(f"authority.openssl-{why}", language)) from fault
    return made.stdout


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow no redirect."""
