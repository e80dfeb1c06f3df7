"""Collecting on paper, act by act; a refusal is shown beside what was chosen, and nothing is lost."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from undersigned.server.actions.collecting import scans, signing
from undersigned.server.actions.collecting.readiness import rulebook_of
from undersigned.server.actions.collecting.ruling import record_ruling
from undersigned.server.actions.collecting.signable import signable
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.signing import Reason, RulingForm, Sheet, WithScan
from undersigned.server.desk.permissions import CLERK, acting, may
from undersigned.server.desk.refusals import reader_language, said
from undersigned.server.desk.shown.choosing import by_delegation
from undersigned.server.desk.shown.collecting import collecting
from undersigned.server.desk.shown.comparing import to_confirm
from undersigned.server.desk.shown.labels import labels_of
from undersigned.server.desk.shown.sheets import in_sheet_order
from undersigned.server.desk.views.signing import at_names, name_context
from undersigned.server.records.models import Collection, Scan, Signature, User

_ONE_BY_ONE = "q"  # the form that adds a name by search sends what was searched for


@may(CLERK)
@require_http_methods(["GET", "POST"])
def tick(request: HttpRequest, collection: str) -> HttpResponse:
    """Tick the names on a returned sheet, many at once."""
    text = get_object_or_404(Collection, pk=collection)
    keys = request.POST.getlist("names")
    form = _sheet_form(request, text)
    if request.method == "POST" and form.is_valid():
        scan = _scan_of(request, form, text)
        if not isinstance(scan, Refusal):
            done = signing.tick_names(
                collection=text,
                keys=keys,
                signed_on=form.cleaned_data["day"],
                scan=scan,
                by=acting(request),
                at=now(),
            )
            if not isinstance(done, Refusal):
                messages.success(request, _ticked(done))
                return redirect(_after_ticks(request, text))
            _say(form, done)
        else:
            _say(form, scan)
    day = form.cleaned_data.get("day", today()) if form.is_bound else today()
    choices = in_sheet_order(signable(text).choices(day), text.assembly, day)
    delegations = by_delegation(choices, labels_of(text.assembly, reader_language(), day), keys)
    context = {
        "text": collecting(text, today()),
        "form": form,
        "delegations": delegations,
        "chosen": sum(row.ticked and not row.why_not for rows in delegations for row in rows.rows),
    }
    return render(request, "desk/signing/tick.html", context, status=422 if form.is_bound else 200)


@may(CLERK)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, collection: str) -> HttpResponse:
    """Confirm names as a second clerk, beside the scan that shows them."""
    text = get_object_or_404(Collection, pk=collection)
    refused: Refusal | None = None
    if request.method == "POST":
        names = request.POST.getlist("names")
        done = signing.confirm_names(collection=text, names=names, by=acting(request), at=now())
        if not isinstance(done, Refusal):
            number = len(done)
            words = ngettext("%(number)s name is confirmed.", "%(number)s names are confirmed.", number)
            messages.success(request, words % {"number": number})
            return redirect(_after_confirming(text, acting(request)))
        refused = done
    context = {
        "text": collecting(text, today()),
        "sheets": to_confirm(text, acting(request)),
        "findings": said(refused.findings) if refused else (),
    }
    return render(request, "desk/signing/confirm.html", context, status=422 if refused else 200)


@may(CLERK)
@require_POST
def take_back(request: HttpRequest, collection: str, name: str) -> HttpResponse:
    """Take back a wrong tick."""
    row = _name(collection, name)
    form = Reason(request.POST)
    if not form.is_valid():
        return _again(request, row, form)
    done = signing.take_back_tick(
        signature=row, reason=form.cleaned_data["reason"], by=acting(request), at=now()
    )
    return _after(request, row, form, done, _("The tick is taken back; the reason is kept."))


@may(CLERK)
@require_POST
def withdraw(request: HttpRequest, collection: str, name: str) -> HttpResponse:
    """Withdraw a confirmed name."""
    row = _name(collection, name)
    form = Reason(request.POST)
    if not form.is_valid():
        return _again(request, row, form)
    done = signing.withdraw_name(
        signature=row, reason=form.cleaned_data["reason"], by=acting(request), at=now()
    )
    return _after(request, row, form, done, _("The name is withdrawn; the ground is kept."))


@may(CLERK)
@require_POST
def attach(request: HttpRequest, collection: str, name: str) -> HttpResponse:
    """Attach the scan that shows a name."""
    row = _name(collection, name)
    form = WithScan(request.POST, request.FILES, scans=row.collection.scans.all())
    scan = _scan_of(request, form, row.collection) if form.is_valid() else None
    if scan is None:
        messages.error(request, _("Choose a file, or a scan that is kept already."))
    elif isinstance(scan, Refusal):
        _say_as_messages(request, scan)
    else:
        done = scans.attach_scan(
            collection=row.collection, names=[row.pk], scan=scan, by=acting(request), at=now()
        )
        if isinstance(done, Refusal):
            _say_as_messages(request, done)
        else:
            messages.success(request, _("The scan is attached."))
    return redirect("desk:name", row.collection_id, row.pk)


@may(CLERK)
@require_POST
def first(request: HttpRequest, collection: str, name: str) -> HttpResponse:
    """Choose the name that stands first."""
    row = _name(collection, name)
    done = signing.name_first_signer(signature=row, by=acting(request), at=now())
    if isinstance(done, Refusal):
        _say_as_messages(request, done)
        return redirect("desk:name", row.collection_id, row.pk)
    messages.success(request, _("%(name)s stands first.") % {"name": row})
    return redirect("desk:collection", row.collection_id)


@may(CLERK)
@require_http_methods(["GET", "POST"])
def ruling(request: HttpRequest, collection: str) -> HttpResponse:
    """Record the ruling of the President or the chair."""
    text = get_object_or_404(Collection, pk=collection)
    book = rulebook_of(text)
    rule = book.rule("admissibility.decided_by") if book else None
    who = rule.value.words.get(reader_language(), "") if rule and rule.value else ""
    form = RulingForm(request.POST or None, initial={"decided_by": who, "decided_on": today()})
    if request.method == "POST" and form.is_valid():
        done = record_ruling(collection=text, **form.cleaned_data, by=acting(request), at=now())
        if not isinstance(done, Refusal):
            messages.success(request, _("The ruling is recorded."))
            return redirect("desk:collection", text.pk)
        _say(form, done)
    context = {"text": collecting(text, today()), "form": form, "grounds": _grounds(text)}
    return render(request, "desk/signing/ruling.html", context, status=422 if form.is_bound else 200)


def _after_confirming(text: Collection, by: User) -> str:
    """The same page while there is another sheet to look at, else the page of the text."""
    more = any(sheet.names for sheet in to_confirm(text, by))
    return reverse("desk:confirm-names" if more else "desk:collection", args=[text.pk])


def _sheet_form(request: HttpRequest, text: Collection) -> Sheet:
    return Sheet(
        request.POST or None,
        request.FILES or None,
        scans=text.scans.order_by("-uploaded_at"),
        opened_on=text.opened_on,
        today=today(),
        one_by_one=_ONE_BY_ONE in request.POST,
        initial={"day": today()},
    )


def _after_ticks(request: HttpRequest, text: Collection) -> str:
    """The page of the text; after a search, ready for the next name from the same sheet."""
    if _ONE_BY_ONE in request.POST:
        return at_names(text, request.POST, again=True)
    return reverse("desk:collection", args=[text.pk])


def _scan_of(request: HttpRequest, form: WithScan, text: Collection) -> Scan | Refusal | None:
    """The scan that a form names; a new file is kept at once, so that a refusal does not lose it."""
    file = form.cleaned_data.get("file")
    if not file:
        return text.scans.filter(pk=form.cleaned_data.get("kept") or "").first()
    done = scans.keep_scan(collection=text, name=file.name, content=file.read(), by=acting(request), at=now())
    if isinstance(done, Scan):
        form.choose(done, text.scans.order_by("-uploaded_at"))
    return done


def _ticked(names: tuple[Signature, ...]) -> str:
    number = len(names)
    if names[0].scan_id is None:
        words = ngettext(
            "%(number)s name is ticked. It needs the scan of its sheet before a colleague can confirm.",
            "%(number)s names are ticked. They need the scan of their sheet before a colleague can confirm.",
            number,
        )
    else:
        words = ngettext(
            "%(number)s name is ticked; a second clerk confirms it.",
            "%(number)s names are ticked; a second clerk confirms them.",
            number,
        )
    return words % {"number": number}


def _say(form: forms.Form, refusal: Refusal) -> None:
    """Show a refusal beside the field that it is about; one about a member begins with the name."""
    for finding in said(refusal.findings):
        words = finding.words
        if finding.field in form.fields:
            form.add_error(finding.field, words)
        else:
            named = finding.field if finding.field not in (None, "names") else None
            form.add_error(None, named + _(": ") + words if named else words)


def _say_as_messages(request: HttpRequest, refusal: Refusal) -> None:
    for finding in said(refusal.findings):
        messages.error(request, finding.words)


def _name(collection: str, name: str) -> Signature:
    return get_object_or_404(Signature.objects.select_related("collection"), pk=name, collection=collection)


def _after(
    request: HttpRequest, row: Signature, form: Reason, done: Signature | Refusal, words: str
) -> HttpResponse:
    if isinstance(done, Refusal):
        _say(form, done)
        return _again(request, row, form)
    messages.success(request, words)
    return redirect("desk:collection", row.collection_id)


def _again(request: HttpRequest, row: Signature, form: Reason) -> HttpResponse:
    context = name_context(row.collection, row.pk, form)
    return render(request, "desk/signing/name.html", context, status=422)


def _grounds(text: Collection) -> tuple[str, ...]:
    """The known grounds on which a text may be refused, in the reader's language."""
    book = rulebook_of(text)
    grounds = book.rule("admissibility.grounds").value if book else None
    return tuple(ground.words[reader_language()] for ground in grounds or ())
