"""What monitors do with lists in which names are planted: by HTTP, under the real settings.

Run in a process of its own by `test_canaries.py`; how the second person is called outside is printed last.
With `destroy` that person's data go again, and what the desk says of it is printed.

1. Every answer is looked at: none is kept by a browser, no cookie holds a planted word, and what is withheld
   is on no page but those two that may show it.
2. Withheld are a witness and a telephone of each row, by what they are, the file's name, a word that no
   vocabulary knows in a column that is withheld, and notes in a column that nobody reads.
"""

import io
import re
import sys
import zipfile
from unittest import mock

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (Django comes first)
from django.test import Client  # noqa: E402
from tests.server.builders import a_user  # noqa: E402
from tests.server.evidence import handle  # noqa: E402
from tests.server.planting_words import NOTE, TELEPHONE, WITHHELD, WITNESS, WORD  # noqa: E402
from tests.server.publishing_cases import published  # noqa: E402

from undersigned.evidence.intake.workbook_writing import xlsx  # noqa: E402
from undersigned.server.desk.views import cases  # noqa: E402
from undersigned.server.records.mapping.evidence import standing_rows  # noqa: E402
from undersigned.server.records.models import (  # noqa: E402
    ClaimTombstone,
    EvidenceImport,
    EvidenceSubject,
    KeptMapping,
    User,
)

DESK = "/desk/evidence/"
SOURCE = DESK + "sources/watch/"
HEADER = "No,Witness,Seen,Name,Born,Day,Result,Telephone,Held,Note"
BORN = {2: "11.11.1971"}
PROPERTIES = {
    1: "detention.eyewitness",
    3: "person.name",
    4: "person.birth",
    5: "detention.start",
    6: "detention.outcome",
    7: "person.contact",
    8: "detention.kind",
}
COLUMNS = {
    "key": "0",
    "dates": "day-first",
    "level": "restricted",
    "level-8": "withheld",
    **{f"property-{at}": PROPERTIES.get(at, "ignore") for at in range(10)},
}


class Watching(Client):
    """A browser whose answers are looked at (rule 1)."""

    may_show = False
    brought: tuple[bytes, ...] = ()  # how the files were called, for whoever brought them

    def request(self, **request):
        """Ask, and look."""
        answer = super().request(**request)
        place = request["PATH_INFO"]
        assert "no-store" in answer["Cache-Control"], place
        kept = " ".join(morsel.value for morsel in answer.cookies.values())
        seen = _unpacked(answer.content)
        for name in self.brought:
            seen = seen.replace(name, b"")
        for word in WITHHELD:
            assert word not in kept, f"{word} in a cookie of {place}"
            assert self.may_show or word.encode() not in seen, f"{word} on {place}"
        return answer


def plant() -> None:
    """From the files to the case page, a named reader, a fault, consent, an edition of something else."""
    call_command("migrate", verbosity=0)
    client, other = _client("mona"), _client("ilya")
    rows = [_row(at) for at in range(1, 7)]
    rows += [_row(8, day="31.09.2026"), _row(9, held=WORD)]
    text = "\n".join([HEADER, *(",".join(row) for row in rows)]) + "\n"
    _taken_in(client, other, _brought(client, other, text.encode(), "csv"), "watch", 6)
    book = xlsx([HEADER.split(","), _row(21), _row(22, day="31.09.2026")], sheet="List")
    _taken_in(client, other, _brought(client, other, book, "xlsx"), "watch-2", 1)
    _read(client, other)
    _entered(client, other)
    _taken_back(client, other)
    _fails(client)
    agreed = {"to": "publish", "given": "yes", "on": "2026-09-30", "asked_by": "Watch"}
    _moved(client.post(SOURCE, agreed))
    published()
    outside = EvidenceSubject.objects.get(pk=handle("watch", 2)).public_id
    sys.stdout.write(f"called outside {outside}\n")


def destroy() -> None:
    """One person's data, because they asked for it."""
    client = _watching(User.objects.get(email="mona@x.example"))
    case = _case(2)
    said = client.post(case + "destroy/", {"reason": "asked for", "sure": "on"}, follow=True)
    sys.stdout.write(said.content.decode())
    assert ClaimTombstone.objects.count() - 6 == 7, ClaimTombstone.objects.count()
    assert client.get(case).status_code == 404


def _row(at: int, *, day: str = "20.09.2026", held: str = "") -> list[str]:
    name, born = f"Person {chr(96 + at)}", BORN.get(at, "07.03.1991")
    return [str(at), WITNESS, "", name, born, day, "fine", TELEPHONE, held, NOTE]


def _brought(client: Watching, other: Watching, content: bytes, kind: str) -> str:
    file = io.BytesIO(content)
    file.name = f"{WITNESS}.{kind}"
    place = str(_moved(client.post("/desk/evidence/bring/", {"file": file, "publisher": "Watch"})))
    client.brought += (file.name.encode(),)
    client.may_show = True  # the first rows too
    assert file.name.encode() in client.get(place).content
    client.may_show = False
    assert other.get(place).status_code == 200
    _moved(client.post(place + "columns/", COLUMNS))
    return place


def _taken_in(client: Watching, other: Watching, place: str, source: str, taken: int) -> None:
    """Shown, its refused rows taken as a file, taken in, the refused rows as a file again."""
    for one in (client, other):
        assert one.get(place).status_code == one.get(place + "refused/").status_code == 200
    _moved(client.post(place + "take-in/"))
    counts = EvidenceImport.objects.get(source=source).counts
    assert counts["taken"] == taken, counts
    file = other.get(place + "refused/")
    assert b"31.09.2026" in _unpacked(file.content)
    assert "refused.restricted." in file["Content-Disposition"]
    assert other.get(place).status_code == 200
    assert not [word for word in WITHHELD for one in KeptMapping.objects.all() if word in one.text]


def _read(client: Watching, other: Watching) -> None:
    """Only a named reader is shown what is withheld, and no search finds it."""
    case = _case(1)
    assert client.get(case).status_code == 200
    assert client.post(case + "withheld/").status_code == 403
    client.post(SOURCE + "readers/", {"email": "mona@x.example"})
    client.may_show = True
    assert b"Witnessova" in client.post(case + "withheld/").content
    client.may_show = False
    assert other.post(case + "withheld/").status_code == 403
    assert b"Person a" in other.post("/desk/evidence/cases/", {"search": "person"}).content
    other.may_show = True  # the word that was asked for, in its box
    for word in WITHHELD:
        assert b"Person a" not in other.post("/desk/evidence/cases/", {"search": word}).content
    other.may_show = False


def _entered(client: Watching, other: Watching) -> None:
    """By hand too: refused, kept, put right, taken back; only its readers see it, and no address tells it."""
    client.may_show = True  # whoever enters it, and reads it
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
    client.may_show = False


def _withheld_since(client: Watching) -> None:
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


def _taken_back(client: Watching, other: Watching) -> None:
    """A whole list, by a named reader: neither the page nor the reason tells what is withheld."""
    place = f"{DESK}lists/{EvidenceImport.objects.get(source='watch-2').pk}/"
    client.post(DESK + "sources/watch-2/readers/", {"email": "mona@x.example"})
    mark = re.search(r'name="mark" value="(\w+)"', client.get(place + "take-back/").content.decode())[1]
    assert b'name="mark"' not in other.get(place + "take-back/").content
    said = {"sure": "on", "mark": mark, "words": ""}
    client.may_show = True  # the words that were typed, in their box
    assert client.post(place + "take-back/", {**said, "reason": "", "words": WITNESS}).status_code == 422
    client.may_show = False
    _moved(client.post(place + "take-back/", {**said, "reason": "mistake"}))
    assert other.get(place).status_code == 200
    assert not standing_rows().filter(source="watch-2").exists()


def _fails(client: Watching) -> None:
    """A fault whose words quote somebody: neither the page nor the program's journal repeats them."""
    client.raise_request_exception = False
    fault = ValueError(f"Failing row contains ({WITNESS}, Person a, 1991-03-07)")
    with mock.patch.object(cases, "case_shown", side_effect=fault):
        answer = client.get(_case(1))
    client.raise_request_exception = True
    assert answer.status_code == 500
    assert b"Person a" not in answer.content


def _client(name: str) -> Watching:
    return _watching(a_user(role="monitor", email=f"{name}@x.example"))


def _watching(user: User) -> Watching:
    client = Watching(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def _case(key: int) -> str:
    return f"/desk/evidence/cases/{handle('watch', key)}/"


def _unpacked(content: bytes) -> bytes:
    """Bytes as they are, of a workbook those of its parts."""
    if not content.startswith(b"PK\x03\x04"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"".join(book.read(name) for name in book.namelist())


def _moved(answer: object) -> object:
    assert answer.status_code == 302, answer.content
    return answer["Location"]


if __name__ == "__main__":
    (destroy if sys.argv[1:] == ["destroy"] else plant)()
