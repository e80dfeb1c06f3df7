"""Published bytes against the same server's smallest answer; a page of the desk against Django's.

Goals: a page, a 304 and a JSON at least 0.5, 0.6 and 0.5 of granian's `ok` (one worker, 16 connections); a
page of the desk at most 12 times the CPU of Django's own `ok` behind the same middleware. Answers a second are
for a quiet machine; on a busy one the ratio by CPU is the one to trust.
"""

import subprocess
import sys
import tempfile

from bench.answering import ROOT, environment_in, free_port, measure, served

PAGE = "/en/concord/written-declaration/1"
FILL = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from tests.server.publishing_cases import published
collection = published(25)
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
user = collection.opened_by
store = SessionStore()
store.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
    HASH_SESSION_KEY: user.get_session_auth_hash()})
store.save()
from undersigned.server.actions.publishing.generations import current
file = current().files.get(path="en/concord/written-declaration/1.html")
print(settings.SESSION_COOKIE_NAME, store.session_key, collection.pk, file.body_id)
"""


def installation(folder: str) -> tuple[dict[str, str], list[str]]:
    """A fresh installation with one edition of 25 names; its environment, cookie, collection and digest."""
    environment = environment_in(folder)
    done = subprocess.run(
        [sys.executable, "-c", FILL], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return environment, done.stdout.split()


def main() -> None:
    """Measure on SQLite, then print ratios."""
    with tempfile.TemporaryDirectory() as folder:
        environment, (cookie, session, collection, digest) = installation(folder)
        port = free_port()
        with served("bench.hello:application", environment, port) as pid:
            hello = measure(port, pid, "/")
        print(f"granian's ok: {hello.rate:,.0f} a second, {hello.cpu:.1f} µs")
        port = free_port()
        with served("undersigned.server.config.wsgi:application", environment, port) as pid:
            for name, goal, path, *headers in (
                ("page", 0.5, f"{PAGE}.html", "Accept-Encoding: gzip"),
                ("304", 0.6, f"{PAGE}.html", f'If-None-Match: "{digest}"'),
                ("JSON", 0.5, f"{PAGE}.json", "Accept-Encoding: gzip"),
            ):
                speed = measure(port, pid, path, *headers)
                ratios = f"{speed.rate / hello.rate:.2f} of ok, {hello.cpu / speed.cpu:.2f} by CPU"
                print(f"{name}: {speed.rate:,.0f} a second, {speed.cpu:.1f} µs; {ratios} (goal {goal})")
        signed_in = f"Cookie: {cookie}={session}"
        port = free_port()
        with served("bench.hello:django", environment, port) as pid:
            plain = measure(port, pid, "/ok/", signed_in)
        port = free_port()
        with served("undersigned.server.config.wsgi:application", environment, port) as pid:
            for path in ("/desk/", f"/desk/collections/{collection}/", f"/desk/publications/{collection}/"):
                page = measure(port, pid, path, signed_in)
                shown = path.replace(collection, "…")
                print(f"{shown}: {page.cpu:,.0f} µs, {page.cpu / plain.cpu:.1f} of Django's ok (goal 12)")
        print(f"Django's ok behind the same middleware: {plain.cpu:,.0f} µs")


if __name__ == "__main__":
    main()
