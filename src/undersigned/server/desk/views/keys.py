"""Keys: who has one, enrolment in the holder's presence, ending one."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.server.actions.log.enrolling import begin_enrolment
from undersigned.server.actions.log.keeping_keys import keys_of, prepare_revocation
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now
from undersigned.server.desk.forms.keys import BeginEnrolment, RevokeKey
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, acting, may
from undersigned.server.desk.refusals import add_to_form
from undersigned.server.desk.shown.handing_on import handed_on
from undersigned.server.desk.shown.keys import clerks_with_keys, key_shown, members_with_keys, waiting_records
from undersigned.server.desk.shown.log import log_begun
from undersigned.server.records.ids import new_secret
from undersigned.server.records.models import RollMember, SigningKey, User, UserRole


@may(CLERK, ADMINISTRATOR)
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Everybody who signs with a key, or could, and how many records wait for the registrars."""
    context = {
        "begun": log_begun(),
        "members": members_with_keys(settings.ASSEMBLY),
        "clerks": clerks_with_keys(),
        "waiting": len(waiting_records()),
        "own": str(acting(request).pk),
    }
    return render(request, "desk/log/keys.html", context)


@may(CLERK, ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def enrol_member(request: HttpRequest, member: str) -> HttpResponse:
    """Enrol a key of a member who is present."""
    row = get_object_or_404(RollMember, pk=member, assembly=settings.ASSEMBLY)
    return _enrol(request, row, str(row))


@may(CLERK, ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def enrol_clerk(request: HttpRequest, clerk: int) -> HttpResponse:
    """Enrol a key of a colleague who is present."""
    row = get_object_or_404(User, pk=clerk, role=UserRole.CLERK, is_active=True)
    return _enrol(request, row, row.name)


@may(CLERK, ADMINISTRATOR)
@require_GET
def key(request: HttpRequest, key: str) -> HttpResponse:
    """One key, and how to end it."""
    return _key_page(request, _key(key), RevokeKey())


@may(CLERK, ADMINISTRATOR)
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """End a key: its revocation then waits for two registrars."""
    row, form = _key(key), RevokeKey(request.POST)
    if form.is_valid():
        done = prepare_revocation(key=row, **form.cleaned_data, by=acting(request), at=now())
        if not isinstance(done, Refusal):
            messages.success(request, _("The end of the key is written; two registrars sign it now."))
            return redirect("desk:registrars")
        add_to_form(form, done)
    return _key_page(request, row, form)


def _enrol(request: HttpRequest, holder: RollMember | User, name: str) -> HttpResponse:
    valid = tuple(keys_of(holder))
    form = BeginEnrolment(request.POST or None, keys=valid)
    context = {"form": form, "name": name, "begun": log_begun()}
    if request.method == "POST" and form.is_valid():
        secret, chosen = new_secret(), form.cleaned_data.get("replaces")
        done = begin_enrolment(
            holder=holder,
            identity=form.cleaned_data["identity"],
            attested=form.cleaned_data["attested"],
            replaces=next((signing_key for signing_key in valid if signing_key.pk == chosen), None),
            secret=secret,
            challenge=secrets.token_bytes(32),
            by=acting(request),
            at=now(),
        )
        if not isinstance(done, Refusal):
            shown = {"name": name, "handed": handed_on("enrol", secret, done.expires_at)}
            return render(request, "desk/log/enrol-here.html", shown)
        add_to_form(form, done)
    return render(request, "desk/log/enrol.html", context, status=422 if form.is_bound else 200)


def _key(key: str) -> SigningKey:
    rows = SigningKey.objects.select_related("record", "revocation", "member", "clerk")
    return get_object_or_404(rows.prefetch_related("replacements__record"), pk=key)


def _key_page(request: HttpRequest, row: SigningKey, form: RevokeKey) -> HttpResponse:
    holder = row.member or row.clerk
    context = {"key": key_shown(row), "holder": str(holder), "form": form, "row": row}
    return render(request, "desk/log/key.html", context, status=422 if form.is_bound else 200)
