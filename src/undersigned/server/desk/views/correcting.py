"""Correcting a claim by another, or taking it back with a reason; withheld ones by their named readers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from undersigned.evidence.claims import Subject
from undersigned.evidence.properties import property_of
from undersigned.server.actions.entering import correcting
from undersigned.server.actions.entering.entry_claims import PERSON
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.saying import Says, WithdrawClaims, of_claim
from undersigned.server.desk.permissions import acting
from undersigned.server.desk.refusals import reader_language, said, sentences
from undersigned.server.desk.shown.claims import claim_shown
from undersigned.server.desk.shown.property_labels import kind_said
from undersigned.server.desk.shown.saying import case_of
from undersigned.server.desk.shown_in_public import take_out, take_out_erased
from undersigned.server.desk.views.lists import monitors
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import EvidenceSubject, KeptClaim
from undersigned.values.findings import Finding


@monitors
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, claim: str) -> HttpResponse:
    """Put a claim right: another takes its place. What is withheld is not shown, and is written anew."""
    row = _claim(request, claim)
    held = correcting.standing_claim(row)
    if held is None or isinstance(held.value, Subject):
        raise Http404
    known = property_of(f"{held.subject.kind}.{held.property}")
    open_ = row.level != "withheld"
    initial = of_claim(held) if open_ else {"level": row.level}
    form = Says(request.POST or None, asked=[known], reader=reader_language(), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = _put_right(request, row, form) if len(form.says) == 1 else None
        if isinstance(done, correcting.Corrected):
            messages.success(request, _("Put right."))
            _tell_what_stayed(request, _taken_out(request, row, done))
            return _page_of(case_of(row.subject), row.source_id)
        if done is None:
            form.add_error(f"is-{known.name}", str(_("Write one value: this is one claim.")))
        else:
            form.refused(done)
    label, value = claim_shown(held, reader_language())
    context = {
        "row": row,
        "form": form,
        "label": label,
        "value": value if open_ else "",
        "back": case_of(row.subject),
    }
    return render(request, "desk/evidence/correct.html", context, status=422 if form.errors else 200)


def _put_right(request: HttpRequest, row: KeptClaim, form: Says) -> correcting.Corrected | Refusal:
    return correcting.correct_claim(
        claim=row,
        said=form.says[0],
        cited=form.cited(),
        level=form.level_said(),
        today=today(),
        by=acting(request),
        at=now(),
    )


@monitors
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, claim: str) -> HttpResponse:
    """Take a claim back, with a reason."""
    row = _claim(request, claim)
    return _withdrawn(request, [row], row)


@monitors
@require_http_methods(["GET", "POST"])
def withdraw_thing(request: HttpRequest, thing: str, kind: str) -> HttpResponse:
    """Take back all that a source says of a thing, such as a detention that was somebody else's."""
    rows = list(standing_rows().filter(subject=thing).select_related("source", "about", "subject"))
    own = [row for row in rows if (claim := correcting.standing_claim(row)) and claim.subject.kind == kind]
    if not own:
        raise Http404
    if not all(correcting.may_read(row, acting(request)) for row in own):
        raise PermissionDenied
    return _withdrawn(request, own, own[0], kind)


@monitors
@require_http_methods(["GET", "POST"])
def withhold_thing(request: HttpRequest, thing: str, kind: str) -> HttpResponse:
    """Withhold all that a source says of a thing; what lay in plain is erased."""
    row = get_object_or_404(EvidenceSubject.objects.select_related("source"), pk=thing, destroyed_at=None)
    plain = standing_rows().filter(subject=row, value__said__kind=kind)
    if kind == PERSON or not plain.exists():
        raise Http404
    case = case_of(row)
    if request.method == "POST":
        done = correcting.withhold_thing(thing=row, kind=kind, today=today(), by=acting(request), at=now())
        if isinstance(done, Refusal):
            messages.error(request, sentences(done.findings))
        else:
            messages.success(request, _("Withheld. The unencrypted copy is erased."))
            _tell_what_stayed(request, take_out_erased(request, done))
        return _page_of(case, row.source_id)
    context = {"row": row, "kind": kind_said(kind), "number": plain.count(), "back": case}
    return render(request, "desk/evidence/withhold.html", context)


def _withdrawn(request: HttpRequest, rows: list[KeptClaim], row: KeptClaim, kind: str = "") -> HttpResponse:
    held = correcting.standing_claim(row)
    if held is None:
        raise Http404
    form = WithdrawClaims(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = correcting.withdraw_claims(claims=rows, reason=form.why(), by=acting(request), at=now())
        if not isinstance(done, Refusal):
            messages.success(request, _("Taken back. It is not shown any more, and is not gone."))
            take_out(request)
            return _page_of(case_of(row.subject), row.source_id)
        for finding in said(done.findings):
            field = "words" if finding.field in ("reason", "words") else None
            form.add_error(field, finding.words)
    label, value = claim_shown(held, reader_language())
    open_ = all(claim.level != "withheld" for claim in rows)
    if kind:
        label, value = kind_said(kind), ""
    context = {
        "row": row,
        "form": form,
        "number": len(rows),
        "back": case_of(row.subject),
        "label": label,
        "value": value if open_ else "",
    }
    return render(request, "desk/evidence/withdraw.html", context, status=422 if form.errors else 200)


def _tell_what_stayed(request: HttpRequest, findings: tuple[Finding, ...]) -> None:
    """A message for each thing that could not be taken out, with what to do about it."""
    for finding in said(findings):
        messages.error(request, finding.words)


def _taken_out(request: HttpRequest, row: KeptClaim, done: correcting.Corrected) -> tuple[Finding, ...]:
    """What of a claim that was put right could not go: of one that was withheld all must."""
    if done.claim.level == "withheld" != row.level:
        return take_out_erased(request, done.left)
    take_out(request)
    return ()


def _claim(request: HttpRequest, claim: str) -> KeptClaim:
    """A claim that stands, for whoever may read it."""
    row = get_object_or_404(standing_rows().select_related("source", "about", "subject"), pk=claim)
    if not correcting.may_read(row, acting(request)):
        raise PermissionDenied
    return row


def _page_of(case: EvidenceSubject | None, source: str) -> HttpResponse:
    return redirect("desk:case", case.pk) if case else redirect("desk:source", source)
