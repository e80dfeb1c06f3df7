"""The pages of collecting that only show: open texts, one with its names, its sheet, its scans, one name."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods

from undersigned.publishing.characters import UnpublishableError
from undersigned.publishing.scans import PDF, ScanError, page_picture
from undersigned.publishing.signature_sheet import render as render_sheet
from undersigned.server.actions.collecting.names import names_under, withdrawal
from undersigned.server.actions.collecting.ruling import RULED_IN
from undersigned.server.actions.collecting.signable import signable
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.signing import Reason, WithScan
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, DRAFTER, READER, acting, may
from undersigned.server.desk.refusals import reader_language, said
from undersigned.server.desk.shown.choosing import hits
from undersigned.server.desk.shown.collecting import collecting, line_of
from undersigned.server.desk.shown.electronic import contests, electronic
from undersigned.server.desk.shown.labels import labels_of, role_said
from undersigned.server.desk.shown.listing import open_texts
from undersigned.server.desk.shown.sheets import sheet_of
from undersigned.server.desk.shown.waiting import address_of
from undersigned.server.records import store
from undersigned.server.records.mapping.roll import name_of
from undersigned.server.records.models import Collection, Scan, Signature
from undersigned.values.findings import Outcome
from undersigned.values.names import PersonalName

_SEALED = "default-src 'none'; sandbox; frame-ancestors 'self'"
_PRINTED = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'"


@may(CLERK, DRAFTER, READER, ADMINISTRATOR)
@require_GET
def collections(request: HttpRequest) -> HttpResponse:
    """The texts that are or were open for signature."""
    return render(
        request,
        "desk/signing/collections.html",
        {"texts": open_texts(), "drafts": acting(request).role != READER},
    )


@may(CLERK, DRAFTER, READER, ADMINISTRATOR)
@require_GET
def collection(request: HttpRequest, collection: str) -> HttpResponse:
    """One text: what the rule asks, what there is, the names in printed order, the next step."""
    text = get_object_or_404(Collection, pk=collection)
    asked = request.GET.get("q", "")
    context = {
        "text": collecting(text, today(), acting(request)),
        "scans": text.scans.order_by("-uploaded_at"),
        "rulings": text.rulings.order_by("-at"),
        "today": today(),
        "day": day_said(request.GET.get("day", "")) or today(),
        "kept": request.GET.get("kept", ""),
        "asked": asked,
        "hits": _hits(text, asked) if asked else (),
        "clerk": acting(request).role == CLERK,
        "drafter": acting(request).role == DRAFTER,
        "electronic": electronic(text, acting(request), now()),
        "to_be_ruled": text.state in RULED_IN,
        "publish_at": address_of("desk:publish", text.pk),
    }
    return render(request, "desk/signing/collection.html", context)


@may(CLERK)
@require_http_methods(["GET", "POST"])
def find_names(request: HttpRequest, collection: str) -> HttpResponse:
    """The members whose names match what is typed, as a part of the page; without script, the whole page."""
    text = get_object_or_404(Collection, pk=collection)
    if request.method == "POST":
        return redirect(at_names(text, request.POST))
    asked = request.GET.get("q", "")
    return render(request, "desk/signing/_hits.html", {"asked": asked, "hits": _hits(text, asked)})


@may(CLERK, DRAFTER)
@require_GET
def signature_sheet(request: HttpRequest, collection: str) -> HttpResponse:
    """The sheet to sign on, from today's roll."""
    text = get_object_or_404(Collection, pk=collection)
    sheet = sheet_of(text, today(), reader_language())
    try:
        content = render_sheet(sheet, reader_language())
    except UnpublishableError as wrong:
        return render(request, "desk/signing/no-sheet.html", {"findings": said(wrong.findings)}, status=422)
    name = f"signature-sheet-{sheet.day}-{sheet.number.replace(' ', '')}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Content-Security-Policy": _PRINTED,
        },
    )


@may(CLERK)
@require_GET
def scan(request: HttpRequest, collection: str, scan: str) -> HttpResponse:  # noqa: ARG001 (Django's)
    """The bytes of a scan: a picture is shown, a PDF is downloaded and never opened by the browser."""
    held = get_object_or_404(Scan, pk=scan, collection=collection)
    kind = "attachment" if held.media_type == PDF else "inline"
    return HttpResponse(
        store.fetch(held.digest),
        content_type=held.media_type,
        headers={
            "Content-Disposition": f'{kind}; filename="{held.digest[:12]}{Path(held.name).suffix.lower()}"',
            "Content-Security-Policy": _SEALED,
        },
    )


@may(CLERK)
@require_GET
def scan_page(request: HttpRequest, collection: str, scan: str, page: int) -> HttpResponse:  # noqa: ARG001
    """A page of a PDF as a picture."""
    held = get_object_or_404(Scan, pk=scan, collection=collection, media_type=PDF)
    try:
        picture = page_picture(Path(settings.STORE), f"{held.digest[:2]}/{held.digest}", page)
    except ScanError as fault:
        raise Http404 from fault
    return HttpResponse(picture, content_type="image/png", headers={"Content-Security-Policy": _SEALED})


@may(CLERK)
@require_GET
def name(request: HttpRequest, collection: str, name: str) -> HttpResponse:
    """One name: how it came to be on the list, and what may still be done about it."""
    text = get_object_or_404(Collection, pk=collection)
    return render(request, "desk/signing/name.html", name_context(text, name))


def name_context(text: Collection, name: str, reason: Reason | None = None) -> dict[str, object]:
    """The context of the page of a name; `reason` is a form that was refused."""
    rows = Signature.objects.select_related("ticked_by", "confirmed_by", "withdrawn_by", "scan", "record")
    row = get_object_or_404(rows, pk=name, collection=text)
    names = names_under(text)
    allowed = withdrawal(text, names, names.rulebook, today()) if names.rulebook else None
    labels = labels_of(text.assembly, reader_language(), today())
    return {
        "text": collecting(text, today()),
        "row": row,
        "line": line_of(row, names.rulebook, labels, first=row.member_id == text.first_signer_id),
        "role": role_said(row.role, stood_in_for(row)),
        "form": reason or Reason(),
        "scan_form": WithScan(scans=text.scans.order_by("-uploaded_at")),
        "published": text.editions.exists(),
        "contest": contests(text).filter(facts__entry=row.record.entry_id).last() if row.record else None,
        "entry": row.record.entry_id if row.record else None,
        "withdrawal": said([allowed])[0] if allowed else None,
        "may_withdraw": allowed is not None and allowed.outcome is not Outcome.FAILED,
    }


def at_names(text: Collection, said: QueryDict, *, again: bool = False) -> str:
    """The address where names are added, with the chosen day and sheet; `again` for the next name."""
    chosen = {name: said[name] for name in ("day", "kept") if said.get(name)}
    if not again and said.get("q"):
        chosen["q"] = said["q"]
    return f"{reverse('desk:collection', args=[text.pk])}?{urlencode(chosen)}#names"


def day_said(written: str) -> date | None:
    """A day as written in a form; `None` if invalid."""
    with suppress(ValueError):
        return parse_date(written)
    return None


def stood_in_for(row: Signature) -> PersonalName | None:
    """Whom the signatory stood in for on the day of signing, where the roll says so."""
    sat = row.member.mandates.filter(delegation=row.delegation, from_on__lte=row.signed_on)
    seat = sat.select_related("substitute_for").order_by("-from_on").first()
    return name_of(seat.substitute_for) if seat and seat.substitute_for else None


def _hits(text: Collection, asked: str) -> object:
    if len(asked) > 200:  # noqa: PLR2004 (longer than any name)
        raise BadRequest("that is no name")
    labels = labels_of(text.assembly, reader_language(), today())
    return hits(signable(text).choices(today()), labels, asked)
