"""A desk full of canaries, each of its addresses with what really lies there, and answers unpacked."""

import io
import re
import zipfile
import zlib
from collections import defaultdict
from datetime import date
from itertools import product
from types import MappingProxyType

from django.urls import URLPattern, URLResolver, get_resolver
from tests.server.builders import AT, TEXTS, a_draft, a_scan
from tests.server.evidence import COLUMNS, TODAY, a_source, a_table, consent_answered, subject, taken_in
from tests.server.leaving import shown_with_somebody

from undersigned.evidence.confidentiality import Level
from undersigned.server.actions.counting import outgoing
from undersigned.server.actions.evidence import consenting, deciding
from undersigned.server.actions.followup import following, followup_going
from undersigned.server.actions.publishing import tending
from undersigned.server.records import models
from undersigned.server.records.models import Sameness

# What nobody finds in what is for others; by level and by what became of it (safety.md 1, 2, 4).
WITHHELD = "Kanarienka Witnessova"  # a witness, in a column that is withheld
SEALED = "Versiegelt Kanariev"  # everything of this person is withheld
BIRTHS = ("11.11.1971", "1971-11-11", "11 November 1971")  # restricted
RESTRICTED = "Restriktova Kanari"  # of a source for staff alone
SILENT = "Schweigert Kanarini"  # never asked
REFUSED = "Verweigert Kanarson"  # said no
GONE = "Persona Alternativa"  # was public and withdrew
UNAPPROVED = "Kanarienamtsblatt"  # the source of an outcome that nobody approved
PROPOSED = "Vorgeschlagen Kanarov"  # on a list that waits for a second person
DRAFTED = "Entwurfskanarie"  # a draft that is not opened
SCANNED = "kanarienscan.pdf"
COLUMNS_OF_WATCH = {
    **COLUMNS,
    "columns": {
        **COLUMNS["columns"],
        "Telephone": {"property": "person.contact", "level": "withheld"},
        "Born": {"property": "person.birth", "level": "restricted"},
    },
}
# Which records a part of an address can mean.
PARTS = MappingProxyType(
    {
        "person": ("User",),
        "clerk": ("User",),
        "invitation": ("Invitation", "SigningInvitation"),
        "member": ("RollMember",),
        "roll_import": ("RollImport",),
        "draft": ("Draft",),
        "colleague": ("DraftColleague",),
        "binding": ("FigureBinding",),
        "collection": ("Collection",),
        "scan": ("Scan",),
        "name": ("Signature",),
        "list_": ("EvidenceImport", "FollowUpList"),
        "source": ("EvidenceSource",),
        "reader": ("WithheldReader",),
        "thing": ("EvidenceSubject",),
        "subject": ("EvidenceSubject",),
        "other": ("EvidenceSubject",),
        "claim": ("KeptClaim",),
        "decision": ("LinkDecision",),
        "proposal": ("OutgoingProposal",),
        "digest": ("CountQuestion",),
        "followed": ("Followed",),
        "record": ("SignedRecord",),
        "key": ("SigningKey",),
    }
)
WORDS = MappingProxyType(
    {
        "number": ("1",),
        "page": ("1",),
        "language": ("en", "fr"),
        "kind": ("person", "detention", "outcome", "proceeding", "quotation"),
        "secret": ("none",),
        "uidb36": ("1",),
        "pk": ("1",),
    }
)
_FEW = {"name": 1, "member": 1, "other": 2}


def planted(clerk, monitor, second_monitor, drafter):
    """A public text with a figure and a fate; beside it everything that somebody must not read."""
    person = shown_with_somebody(clerk, monitor, second_monitor)
    rows = [
        (1, SILENT, "11.11.1971", "20.09.2026", "Quay", "fine", WITHHELD),
        (2, REFUSED, "", "20.09.2026", "Quay", "fine", ""),
        (3, PROPOSED, "", "20.09.2026", "Quay", "fine", ""),
    ]
    taken_in(a_table(*rows), source="hidden", by=monitor, columns=COLUMNS_OF_WATCH)
    one = [(1, RESTRICTED, "", "20.09.2026", "Quay", "fine", "")]
    taken_in(a_table(*one), source="staff", by=monitor, columns={**COLUMNS, "level": "restricted"})
    one = [(1, SEALED, "", "20.09.2026", "Quay", "fine", "")]
    taken_in(a_table(*one), source="sealed", by=monitor, columns={**COLUMNS, "level": "withheld"})
    _said(subject("hidden", 2), given=False, by=monitor)
    _said(subject("hidden", 3), given=True, by=monitor)
    outgoing.propose(sources=[subject("hidden", 3).source], on=TODAY, by=monitor, at=AT)
    told = {"source": a_source("gazette", by=monitor, title=UNAPPROVED), "by": monitor, "at": AT}
    said = {"what": "charged", "on": date(2026, 10, 2)}
    following.keep_outcome(subject=person, said=said, place="p. 7", level=Level.PUBLIC, today=TODAY, **told)
    followup_going.propose_followup(collection=models.Collection.objects.get(), on=TODAY, by=monitor, at=AT)
    deciding.decide(
        one=subject("hidden", 1),
        other=subject("hidden", 2),
        what=Sameness.DIFFERENT,
        why=f"{SILENT} is older",
        by=monitor,
        at=AT,
    )
    a_draft(by=drafter, texts_={"en": {**TEXTS["en"], "title": DRAFTED}, "fr": TEXTS["fr"]})
    a_scan(collection=models.Collection.objects.get(), by=clerk, name=SCANNED, content=b"%PDF canary")
    _said(person, given=False, by=monitor)
    tending.bring_up(on=TODAY, by=monitor, at=AT)
    consenting.name_reader(source=subject("hidden", 1).source, email=second_monitor.email, by=monitor, at=AT)


def _said(person, *, given, by):
    consent_answered(person, by, given=given)


def patterns(resolver=None, prefix="", namespace=""):
    """Every pattern of the server by name."""
    for one in (resolver or get_resolver()).url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route, f"{namespace}{one.namespace}:" if one.namespace else namespace)
        elif isinstance(one, URLPattern):
            yield f"{namespace}{one.name}", route


def addresses():
    """Every address with what really lies there, by the name of its pattern."""
    there = {part: _there(part, names) for part, names in PARTS.items()} | dict(WORDS)
    found = defaultdict(list)
    for name, route in patterns():
        if "(?P" in route:  # a library's, for a key that nobody has
            continue
        parts = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for values in product(*(there[part] for part in parts)):
            place = route
            for value in values:
                place = re.sub(r"<[^>]+>", lambda _, value=value: value, place, count=1)
            found[name].append(f"/{place}")
    return found


def _there(part, names):
    rows = (getattr(models, name).objects.order_by("pk").values_list("pk", flat=True) for name in names)
    return tuple(str(pk) for each in rows for pk in each[: _FEW.get(part, 400)]) or ("none",)


def said_by(answer):
    """Everything that an answer says: head, cookies, bytes; what is packed, unpacked."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    kept = "\n".join(morsel.OutputString() for morsel in answer.cookies.values())
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{head}\n{kept}\n{unpacked(content)}"


def unpacked(content):
    """Bytes as text, of a packed file also what it holds."""
    text = content.decode("utf-8", "replace")
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            text += "".join(unpacked(book.read(name)) for name in book.namelist())
    if content.startswith(b"\x1f\x8b"):
        text += zlib.decompress(content, 31).decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                text += zlib.decompress(stream).decode("utf-8", "replace")
            except zlib.error:
                continue
    return text
