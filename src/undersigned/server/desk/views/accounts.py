"""Accounts: inviting people, their roles, signing in."""

from allauth.account.internal.flows.login import record_authentication
from allauth.core.ratelimit import consume_or_429
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.server.actions.accounts import accounts
from undersigned.server.actions.accounts.second_factors import has_second_factors, remove_second_factors
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now
from undersigned.server.desk.forms.accounts import LANGUAGES, AcceptInvitation, ChangeRole, InvitePerson
from undersigned.server.desk.permissions import ADMINISTRATOR, acting, anyone, may, towards_proof
from undersigned.server.desk.proving import ONE_TIME_ADDRESS, is_proven
from undersigned.server.desk.refusals import add_to_form, sentences
from undersigned.server.desk.returning import back
from undersigned.server.desk.shown.people import everybody
from undersigned.server.records.ids import new_secret
from undersigned.server.records.models import Invitation, User, UserRole

_BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@may(ADMINISTRATOR)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, and the open invitations."""
    return render(request, "desk/accounts/people.html", {"people": everybody(now())})


@may(ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the address is shown once, in case the letter does not arrive."""
    form = InvitePerson(request.POST or None, initial={"language": acting(request).language})
    if request.method == "POST" and form.is_valid():
        secret = new_secret()
        address = settings.ORIGIN + reverse("desk:accept", args=[secret])
        done = accounts.invite_person(
            **form.cleaned_data, secret=secret, address=address, by=acting(request), at=now()
        )
        if isinstance(done, Invitation):
            return render(request, "desk/accounts/invited.html", {"invited": done.name, "address": address})
        add_to_form(form, done)
    return render(request, "desk/accounts/invite.html", {"form": form}, status=_status(form))


@may(ADMINISTRATOR)
@require_POST
def withdraw_invitation(request: HttpRequest, invitation: str) -> HttpResponse:
    """Take an invitation back."""
    held = get_object_or_404(Invitation, pk=invitation)
    done = accounts.withdraw_invitation(invitation=held, by=acting(request), at=now())
    if isinstance(done, Refusal):
        messages.error(request, _("It was accepted or withdrawn already."))
    else:
        messages.success(request, _("The invitation is withdrawn."))
    return redirect("desk:people")


@may(ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, person: int) -> HttpResponse:
    """One account: its role, and whether it is active."""
    user = get_object_or_404(User, pk=person)
    form = ChangeRole(request.POST or None, initial={"role": user.role, "active": user.is_active})
    if request.method == "POST" and form.is_valid():
        role = UserRole(form.cleaned_data["role"])
        active = form.cleaned_data["active"]
        done = accounts.change_role(user=user, role=role, active=active, by=acting(request), at=now())
        if isinstance(done, User):
            messages.success(request, _("Saved."))
            return redirect("desk:people")
        add_to_form(form, done)
    context = {
        "form": form,
        "name": user.name,
        "person": user.pk,
        "factors": user != request.user and has_second_factors(user),
    }
    return render(request, "desk/accounts/person.html", context, status=_status(form))


@may(ADMINISTRATOR)
@require_POST
def remove_factors(request: HttpRequest, person: int) -> HttpResponse:
    """Remove somebody's lost passkeys and codes."""
    user = get_object_or_404(User, pk=person)
    done = remove_second_factors(user=user, by=acting(request), at=now())
    if isinstance(done, Refusal):
        messages.error(request, sentences(done.findings))
    else:
        words = _("%(name)s signs in with the password and adds a new passkey or app.")
        messages.success(request, words % {"name": done})
    return redirect("desk:person", user.pk)


@anyone
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind an invitation: choose a password and sign in."""
    if (too_many := _too_many(request)) is not None:
        return too_many
    invitation = accounts.invitation_of(secret, at=now())
    if invitation is None:
        return render(request, "desk/accounts/invitation-over.html", status=410)
    promised = User(email=invitation.email, name=invitation.name)
    form = AcceptInvitation(request.POST or None, user=promised)
    if request.method == "POST" and form.is_valid():
        done = accounts.accept_invitation(secret=secret, password=form.cleaned_data["password"], at=now())
        if isinstance(done, User):
            _sign_in(request, done, method="invitation", fresh=True)
            messages.success(request, _("Welcome. Your account is ready."))
            return redirect("desk:home")
        add_to_form(form, done)
    context = {"form": form, "name": invitation.name, "role": invitation.get_role_display()}
    return render(request, "desk/accounts/accept.html", context, status=_status(form))


@anyone
@require_GET
def enter_once(request: HttpRequest, secret: str) -> HttpResponse:
    """The one-time address of a demonstration; without one, the address does not exist."""
    if not settings.DEMO:
        raise Http404
    if (too_many := _too_many(request)) is not None:
        return too_many
    done = accounts.use_sign_in_address(secret=secret, at=now())
    if isinstance(done, Refusal):
        return render(request, "desk/accounts/address-used.html", status=410)
    _sign_in(request, done, method=ONE_TIME_ADDRESS, fresh=False)
    return redirect("desk:home")


@towards_proof
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a second factor before anything is done with the account; with one, redirect to the desk."""
    return (
        redirect("desk:home") if is_proven(request) else render(request, "desk/accounts/second-factor.html")
    )


@anyone
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language, kept with the account or for this browser."""
    chosen = request.POST.get("language", "")
    answer = back(request)
    if chosen in dict(LANGUAGES):
        if isinstance(request.user, User):
            accounts.choose_language(language=chosen, by=request.user, at=now())
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return answer


def _too_many(request: HttpRequest) -> HttpResponse | None:
    refused: HttpResponse | None = consume_or_429(request, action="invitation", limit_get=True)
    return refused


def _sign_in(request: HttpRequest, user: User, *, method: str, fresh: bool) -> None:
    """Sign in; after choosing a password (`fresh`) it is not asked for again before adding a passkey."""
    login(request, user, backend=_BACKEND)
    record_authentication(request, user, method=method, reauthenticated=fresh)


def _status(form: InvitePerson | ChangeRole | AcceptInvitation) -> int:
    return 422 if form.is_bound else 200
