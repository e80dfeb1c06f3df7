"""Fifty people at once on the desk, on SQLite and PostgreSQL: they write, two on each draft, and look around.

Every saving is checked afterwards: each answered version is kept with what was typed, versions of a draft run
without gap, and what met another's version was refused. Memory of the serving processes is told each minute.
`UNDERSIGNED_LOAD_SECONDS` sets how long (120), `UNDERSIGNED_LOAD_ENGINES` on what (`sqlite postgresql`).
"""

import contextlib
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import quantiles

from bench.answering import ROOT, environment_in, free_port, memory, served

PEOPLE, SECONDS, THINK = 50, float(os.environ.get("UNDERSIGNED_LOAD_SECONDS", "120")), 1.0
ENGINES = os.environ.get("UNDERSIGNED_LOAD_ENGINES", "sqlite postgresql").split()
CSRF = "c" * 32
PAGES = ("/desk/", "/desk/drafts/", "/desk/roll/", "/desk/collections/", "/desk/publications/")
FILL = """
import json, sys
import django; django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from django.utils import timezone
from tests.server.builders import a_draft, a_user
from tests.server.publishing_cases import published
from undersigned.server.actions.demo.demo import prepare_demo
prepare_demo(language="en", on=timezone.localdate(), at=timezone.now())
published()
people = []
for place in range(int(sys.argv[1])):
    if place % 2 == 0:
        draft = a_draft(by=a_user(role="clerk"))
    user = a_user(role="clerk")
    store = SessionStore()
    store.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash()})
    store.save()
    cookies = f"{settings.SESSION_COOKIE_NAME}={store.session_key}; {settings.CSRF_COOKIE_NAME}=CSRF"
    people.append([cookies, draft.pk])
print(json.dumps(people))
"""
CHECK = """
import json, sys
import django; django.setup()
from undersigned.server.records.models import Act, Draft, DraftVersion
claimed = json.load(sys.stdin)
kept = {(v.draft_id, v.number): v.texts["en"]["title"] for v in DraftVersion.objects.all()}
lost = [one for one in claimed if kept.get((one[0], one[1])) != one[2]]
gaps = [d.pk for d in Draft.objects.all()
        if sorted(d.versions.values_list("number", flat=True)) != list(range(1, d.latest + 1))]
print(json.dumps({"lost": len(lost), "gaps": len(gaps), "versions": len(kept), "acts": Act.objects.count()}))
"""


@dataclass
class Seen:
    """What all people together met with."""

    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    saved: list[tuple[str, int, str]] = field(default_factory=list)


class Person(threading.Thread):
    """Reads a draft, thinks, saves it upon the version that was read; looks at other pages in between."""

    def __init__(self, name: str, *, port: int, cookie: str, draft: str, until: float, seen: Seen) -> None:
        super().__init__(name=name)
        self.cookie, self.draft, self.until, self.seen = cookie.replace("CSRF", CSRF), draft, until, seen
        self.line = http.client.HTTPConnection("localhost", port, timeout=60)
        self.chance = random.Random(name)

    def run(self) -> None:
        """Work until the time is over."""
        while time.monotonic() < self.until:
            try:
                self._once()
            except (OSError, http.client.HTTPException, AssertionError) as fault:
                self.seen.faults.append(f"{type(fault).__name__}: {fault}"[:200])
                self.line.close()
            time.sleep(self.chance.uniform(0.5, 1.5) * THINK)

    def _once(self) -> None:
        if self.chance.random() < 0.5:  # half the time only look
            self._ask("GET", self.chance.choice(PAGES))
            return
        page = self._ask("GET", f"/desk/drafts/{self.draft}/")[1]
        found = re.search(r'name="based_on" value="(\d+)"', page)
        assert found, "the page of the draft has no version"
        title = f"Lamps of the harbour wall, {self.name}, {self.chance.randrange(10**9)}"
        time.sleep(self.chance.uniform(0.2, 0.8) * THINK)
        form = {
            "based_on": found[1],
            "en-title": title,
            "en-opening": "We declare:",
            "en-clauses": "One.\n\nTwo.",
        }
        form |= {"fr-title": "Lampes", "fr-opening": "Nous :", "fr-clauses": "Un.\n\nDeux."}
        status, answer = self._ask("POST", f"/desk/drafts/{self.draft}/autosave/", form)
        if status == 200:
            self.seen.saved.append((self.draft, json.loads(answer)["version"], title))

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        from urllib.parse import urlencode

        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        began = time.monotonic()
        self.line.request(method, path, urlencode(form) if form else None, headers)
        answer = self.line.getresponse()
        content = answer.read().decode()
        self.seen.waits.append(time.monotonic() - began)
        self.seen.answers[answer.status] += 1
        if answer.status not in (200, 409):
            self.seen.faults.append(f"{answer.status} at {path}")
        return answer.status, content


def main() -> None:
    """Both engines, one after the other."""
    for engine in ENGINES:
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as around:
            environment = _environment(folder, engine, around)
            people = json.loads(_run(environment, FILL, str(PEOPLE)))
            port = free_port()
            journal = around.enter_context(tempfile.TemporaryFile())  # each conflict is a line of it
            with served("undersigned.server.config.wsgi:application", environment, port, 2, journal) as pid:
                seen, took = _load(port, people, pid)
            checked = json.loads(_run(environment, CHECK, given=json.dumps(seen.saved)))
        _tell(engine, seen, took, checked)


def _load(port: int, people: list[list[str]], pid: int) -> tuple[Seen, float]:
    _tell_memory(0, pid)
    seen, began = Seen(), time.monotonic()
    crowd = [
        Person(f"person {place}", port=port, cookie=cookie, draft=draft, until=began + SECONDS, seen=seen)
        for place, (cookie, draft) in enumerate(people)
    ]
    for person in crowd:
        person.start()
    minutes = 0
    while (left := began + SECONDS - time.monotonic()) > 0:
        time.sleep(min(60, left))
        _tell_memory(minutes := minutes + 1, pid)
    for person in crowd:
        person.join()
    return seen, time.monotonic() - began


def _tell(engine: str, seen: Seen, took: float, checked: dict[str, int]) -> None:
    cuts = quantiles(seen.waits, n=100)
    answers = f"{sum(seen.answers.values())} answers {dict(seen.answers)}"
    print(f"{engine}: {PEOPLE} people, {took:.0f} s, {answers}; faults {len(seen.faults)}")
    print(f"   saved {len(seen.saved)}, lost {checked['lost']}, gaps {checked['gaps']}")
    print(f"   median {cuts[49] * 1000:.0f} ms, 99 % within {cuts[98] * 1000:.0f} ms")
    for fault, times in Counter(seen.faults).most_common(5):
        print(f"   {times} × {fault}")


def _environment(folder: str, engine: str, around: contextlib.ExitStack) -> dict[str, str]:
    environment = environment_in(folder)
    if engine == "postgresql":
        from tests.server import postgresql

        environment["UNDERSIGNED_DATABASE"] = around.enter_context(postgresql.running())
    return environment


def _run(environment: dict[str, str], program: str, *arguments: str, given: str = "") -> str:
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _tell_memory(minute: int, pid: int) -> None:
    megabytes = ", ".join(str(round(one)) for one in memory(pid).values())
    print(f"   minute {minute}: {megabytes} MB a process (goal 200)", flush=True)


if __name__ == "__main__":
    main()
