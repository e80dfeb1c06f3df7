"""What a monitor does with a list in which names are planted: by HTTP, under the real settings.

Run in a process of its own by `test_canaries.py`; with `destroy`, the second person's data go again.
"""

import io
import re
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (Django comes first)
from django.test import Client  # noqa: E402
from tests.server.builders import a_user  # noqa: E402
from tests.server.evidence import handle  # noqa: E402
from tests.server.publishing_cases import published  # noqa: E402

from undersigned.server.records.mapping.evidence import standing_rows  # noqa: E402
from undersigned.server.records.models import ClaimTombstone, EvidenceImport, User  # noqa: E402

DESK = "/desk/evidence/"
SOURCE = DESK + "sources/watch/"
HEADER = "No,Witness,Seen,Name,Born,Day,Result,Telephone\n"
WITNESS, REST = "Kanarienka Witnessova", "07.03.1991,{day},fine,+999 777 4242\n"
PROPERTIES = {
    1: "person.family",
    3: "person.name",
    4: "person.birth",
    5: "detention.start",
    6: "detention.outcome",
    7: "person.contact",
}
COLUMNS = {
    "key": "0",
    "dates": "day-first",
    "level": "restricted",
    **{f"property-{at}": PROPERTIES.get(at, "ignore") for at in range(8)},
}


def plant() -> None:
    """From the file to the case page, a named reader, consent, an edition of something else."""
    call_command("migrate", verbosity=0)
    client, other = _client("mona"), _client("ilya")
    place = _brought(client)
    assert client.get(place).status_code == 200
    _moved(client.post(place + "take-in/"))
    counts = EvidenceImport.objects.get().counts
    assert (counts["taken"], counts["refused"]) == (6, 1), counts
    assert b"Witnessova" not in client.get(place + "refused/").content
    _read(client, other)
    _entered(client, other)
    agreed = {"to": "publish", "given": "yes", "on": "2026-09-30", "asked_by": "Watch"}
    _moved(client.post(SOURCE, agreed))
    published()


def destroy() -> None:
    """One person's data, because they asked for it."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="mona@x.example"))
    case = _case(2)
    _moved(client.post(case + "destroy/", {"reason": "asked for", "sure": "on"}))
    assert ClaimTombstone.objects.count() - 6 == 7, ClaimTombstone.objects.count()
    assert client.get(case).status_code == 404


def _brought(client: Client) -> str:
    rows = [f"{at},{WITNESS},,Person {chr(96 + at)},{REST.format(day='20.09.2026')}" for at in range(1, 7)]
    rows.append(f"8,{WITNESS},,Person x,{REST.format(day='31.09.2026')}")
    file = io.BytesIO((HEADER + "".join(rows)).encode())
    file.name = f"{WITNESS}.csv"
    place = str(_moved(client.post("/desk/evidence/bring/", {"file": file, "publisher": "Watch"})))
    _moved(client.post(place + "columns/", COLUMNS))
    return place


def _read(client: Client, other: Client) -> None:
    """Only a named reader is shown what is withheld, and no search finds it."""
    case = _case(1)
    assert b"Witnessova" not in client.get(case).content
    assert client.post(case + "withheld/").status_code == 403
    client.post(SOURCE + "readers/", {"email": "mona@x.example"})
    assert b"Witnessova" in client.post(case + "withheld/").content
    assert other.post(case + "withheld/").status_code == 403
    assert b"Person a" not in client.get("/desk/evidence/cases/?search=Witnessova").content


def _entered(client: Client, other: Client) -> None:
    """By hand too: refused, kept, put right, taken back; only its readers see it, and no address tells it."""
    case = _case(1)
    said = {"level": "withheld", "place": WITNESS, "quotation": WITNESS, "language": "en", "source": "watch"}
    wrong = client.post(case + "say/proceeding/", {**said, "is-court": WITNESS, "is-charged": WITNESS})
    assert wrong.status_code == 422
    kept = client.post(
        case + "say/proceeding/", {**said, "is-court": WITNESS, "as-judge": "sought-not-found"}
    )
    assert "Witnessova" not in str(_moved(kept))
    client.post(case + "say/person/", {**said, "level": "public", "is-family": WITNESS})
    assert b"Witnessova" not in client.get(case).content
    shown = client.post(case + "withheld/").content.decode()
    places = set(re.findall(r"/desk/evidence/claims/[0-9a-f]{64}/", shown))
    assert len(places) > 3
    for place in sorted(places):
        assert other.get(place + "correct/").status_code == 403
        assert client.post(place + "take-back/", {"reason": "", "words": WITNESS}).status_code == 422
        client.post(place + "correct/", {**said, "is-court": f"{WITNESS} again"})
    _withheld_since(client)
    assert b"Witnessova again" in client.post(case + "withheld/").content


def _withheld_since(client: Client) -> None:
    """Entered in plain by mistake, and put right by being withheld: what lay in plain goes."""
    said = {"level": "restricted", "place": WITNESS, "quotation": "", "language": "", "is-speaker": WITNESS}
    _moved(client.post(SOURCE + "say/quotation/", {**said, "as-words": "sought-not-found"}))
    row = standing_rows().get(value__said__property="words")
    _moved(client.post(f"{DESK}claims/{row.pk}/take-back/", {"reason": "mistake"}))
    row = standing_rows().get(value__said__property="speaker")
    _moved(client.post(f"{DESK}claims/{row.pk}/correct/", {**said, "is-speaker": f"{WITNESS} II"}))
    _moved(client.post(f"{DESK}things/{row.subject_id}/quotation/withhold/"))
    said = {**said, "is-speaker": f"{WITNESS} III"}
    _moved(client.post(SOURCE + "say/quotation/", {**said, "is-words": "Words"}))
    row = standing_rows().get(value__said__property="speaker")
    _moved(client.post(f"{DESK}claims/{row.pk}/correct/", {**said, "is-speaker": f"{WITNESS} IV"}))
    row = standing_rows().get(value__said__property="speaker")
    _moved(client.post(f"{DESK}claims/{row.pk}/correct/", {**said, "level": "withheld"}))
    row = standing_rows().get(value__said__property="words")  # its place names her too
    _moved(client.post(f"{DESK}claims/{row.pk}/correct/", {**said, "is-words": "Words", "level": "withheld"}))
    assert b"Witnessova" not in client.get(SOURCE).content


def _client(name: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(a_user(role="monitor", email=f"{name}@x.example"))
    return client


def _case(key: int) -> str:
    return f"/desk/evidence/cases/{handle('watch', key)}/"


def _moved(answer: object) -> object:
    assert answer.status_code == 302, answer.content
    return answer["Location"]


if __name__ == "__main__":
    (destroy if sys.argv[1:] == ["destroy"] else plant)()
