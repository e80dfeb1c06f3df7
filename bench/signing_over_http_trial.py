"""What `signing_over_http.py` measures, within one installation."""

import http.client
import json
import statistics
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import django

MEMBERS, AT_A_TIME, PORT = 64, 16, 8790
TOO_MANY = 429
AGAIN: list[str] = []


def main() -> None:
    """Fill a desk, serve it, and let everybody sign."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from tests.server.logged import Desk, begin
    from tests.simulators.witness import WitnessServer

    from undersigned.server.actions.collecting.inviting import invite_to_sign

    with WitnessServer(Path(settings.DATA) / "witness").running() as witness:
        begin(witness)
        desk = Desk(members=MEMBERS, at=timezone.now(), day=timezone.localdate())
        for number, member in enumerate(desk.members):
            invite_to_sign(
                collection=desk.collection,
                member=member,
                secret=f"secret-of-{number}",
                address="",
                email=None,
                language="en",
                by=desk.clerk,
                at=timezone.now(),
            )
        connections.close_all()
        server = subprocess.Popen(
            [sys.executable, "-m", "undersigned", "serve", "--port", str(PORT), "--workers", "2"],
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for_server()
            report(desk)
        finally:
            server.terminate()
            server.wait(30)


def report(desk: object) -> None:
    """Everybody signs, so many at a time; then all are witnessed."""
    from undersigned.server.actions.log.handing_over import witnessed_size
    from undersigned.server.records.models import LogEntry

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        waits = list(pool.map(lambda number: signed(desk, number), range(MEMBERS)))
    recorded = time.perf_counter() - began
    while witnessed_size() < LogEntry.objects.count():
        time.sleep(0.01)
    witnessed = time.perf_counter() - began
    p95 = statistics.quantiles(waits, n=20)[-1] * 1000
    print(
        f"   recorded    {MEMBERS / recorded:7.1f} signatures/s   p95 of asserting to recorded {p95:7.0f} ms"
    )
    print(f"   asked again after a 429: {len(AGAIN)} of {2 * MEMBERS + len(AGAIN)} requests")
    print(
        f"   witnessed   {MEMBERS / witnessed:7.1f} signatures/s   all {1000 * (witnessed - recorded):.0f} ms after the last"
    )


def signed(desk: object, number: int) -> float:
    """One member signs; how long the last request took."""
    member, secret = desk.members[number], f"secret-of-{number}"
    prepared = asked("member/statement", secret=secret, textLanguage="en")
    assertion = desk.passkeys[member.pk].asserts(sha256(prepared["text"].encode()).digest())
    began = time.perf_counter()
    answer = asked(
        "member/signature",
        secret=secret,
        id=prepared["id"],
        authenticatorData=base64url(assertion.authenticator_data),
        clientDataJSON=base64url(assertion.client_data),
        signature=base64url(assertion.signature),
    )
    assert answer["state"] in ("recorded", "witnessed"), answer
    return time.perf_counter() - began


def asked(path: str, **fields: str) -> dict[str, str]:
    """The answer of the signing host to its page."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {
        "Host": f"sign.localhost:{PORT}",
        "Origin": f"http://sign.localhost:{PORT}",
        "Content-Type": "application/json",
    }
    connection.request("POST", f"/{path}", json.dumps({"language": "en", **fields}), headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status == TOO_MANY:  # the limiter refuses what comes at the same moment from one address
        AGAIN.append(path)
        time.sleep(0.05)
        return asked(path, **fields)
    assert answer.status == 200, (path, answer.status, content[:500])
    return json.loads(content)


def wait_for_server() -> None:
    """Until it answers, and its sequencer has had a first checkpoint witnessed."""
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/log/checkpoint")
            if connection.getresponse().read().split(b"\n")[1:2] not in ([], [b"0"]):
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def base64url(content: bytes) -> str:
    """Base64 as browsers write it."""
    return urlsafe_b64encode(content).decode().rstrip("=")


if __name__ == "__main__":
    main()
