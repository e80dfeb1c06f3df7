"""Electronic signing of one text: records for the clerks' keys, and invitations to members."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from undersigned.server.actions.collecting.inviting import end_invitation, invite_to_sign
from undersigned.server.actions.collecting.papers import prepare_papers
from undersigned.server.actions.collecting.stating import prepare_contest
from undersigned.server.actions.log.clerks import ask_clerk
from undersigned.server.actions.publishing.edition_records import prepare_edition_record
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.keys import LettersOfInvitation
from undersigned.server.desk.forms.publishing import PublishEdition
from undersigned.server.desk.permissions import CLERK, acting, may
from undersigned.server.desk.refusals import said
from undersigned.server.desk.shown.electronic import electronic, task_said
from undersigned.server.desk.shown.handing_on import handed_on, signing_address
from undersigned.server.desk.shown.inviting import invitable
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.records.ids import new_secret
from undersigned.server.records.models import (
    Collection,
    RollMember,
    Signature,
    SignedRecord,
    SigningInvitation,
)
from undersigned.values.findings import Finding


@may(CLERK)
@require_POST
def sign_record(request: HttpRequest, record: str) -> HttpResponse:
    """Lead a clerk to the signing host to sign one record, by a link or with a telephone."""
    row = get_object_or_404(SignedRecord, pk=record, collection__isnull=False)
    secret = new_secret()
    done = ask_clerk(record=row, clerk=acting(request), secret=secret, at=now())
    assert row.collection  # asked for above
    if isinstance(done, Refusal):
        _say(request, done.findings)
        return redirect("desk:collection", row.collection.pk)
    context = {
        "task": task_said(row),
        "title": title_in(row.collection.texts),
        "id": row.collection.pk,
        "to_publish": row.kind == "edition",
        "handed": handed_on("clerk", secret, done.expires_at),
    }
    return render(request, "desk/log/sign-here.html", context)


@may(CLERK)
@require_POST
def papers(request: HttpRequest, collection: str) -> HttpResponse:
    """Put confirmed paper names into records, once the roll in the log has them."""
    held = get_object_or_404(Collection, pk=collection)
    done = prepare_papers(collection=held, by=acting(request), at=now())
    if isinstance(done, Refusal):
        _say(request, done.findings)
    else:
        _say(request, done.left_out)
        if done.records:
            messages.success(request, _("The names are written for the log; two clerks sign them now."))
    return redirect("desk:collection", held.pk)


@may(CLERK)
@require_GET
def invitations(request: HttpRequest, collection: str) -> HttpResponse:
    """Whom to invite, who was invited, and whose address was used."""
    return _invitations(request, get_object_or_404(Collection, pk=collection))


@may(CLERK)
@require_POST
def invite_members(request: HttpRequest, collection: str) -> HttpResponse:
    """Send letters to every address that is filled in, or show one member's address on the screen."""
    held = get_object_or_404(Collection, pk=collection)
    if shown := request.POST.get("show"):
        return _show_address(request, held, get_object_or_404(RollMember, pk=shown))
    form = LettersOfInvitation(request.POST)
    letters = _letters(request)
    wrong = sorted(to for to in letters.values() if not _is_address(to))
    if wrong or not letters or not form.is_valid():
        messages.error(
            request,
            _("Not an e-mail address: %(which)s") % {"which": ", ".join(wrong)}
            if wrong
            else _("Write an e-mail address beside each member who is to get a letter."),
        )
        return _invitations(request, held, letters=letters, status=422)
    sent = sum(_sent(request, held, member, letters[member.pk], form) for member in _members(letters))
    if sent:
        words = ngettext("%(number)s letter is sent.", "%(number)s letters are sent.", sent)
        messages.success(request, words % {"number": sent})
    return redirect("desk:invitations", held.pk)


@may(CLERK)
@require_POST
def end(request: HttpRequest, collection: str, invitation: str) -> HttpResponse:
    """Take an invitation back."""
    row = get_object_or_404(SigningInvitation, pk=invitation, collection=collection)
    done = end_invitation(invitation=row, by=acting(request), at=now())
    if isinstance(done, Refusal):
        _say(request, done.findings)
    else:
        messages.success(request, _("The invitation is taken back."))
    return redirect("desk:invitations", collection)


@may(CLERK)
@require_POST
def contest(request: HttpRequest, collection: str, name: str) -> HttpResponse:
    """Record that a member disputes an entry; two registrars, who have asked the member, sign it."""
    row = get_object_or_404(Signature, pk=name, collection=collection, record__isnull=False)
    reason = request.POST.get("reason", "").strip()
    assert row.record  # asked for above
    if not reason:
        messages.error(request, _("Say why the member disputes it."))
        return redirect("desk:name", collection, name)
    with_member = SignedRecord.objects.select_related("member", "collection", "thread").get(pk=row.record.pk)
    done = prepare_contest(record=with_member, reason=reason, key=None, at=now())
    if isinstance(done, Refusal):
        _say(request, done.findings)
    else:
        messages.success(request, _("The dispute is written down; two registrars sign it now."))
    return redirect("desk:name", collection, name)


@may(CLERK)
@require_POST
def prepare_edition(request: HttpRequest, collection: str) -> HttpResponse:
    """Prepare the record of the next edition for a clerk's key; it is published once signed."""
    held, form = get_object_or_404(Collection, pk=collection), PublishEdition(request.POST)
    notes = form.notes() if form.is_valid() else {}
    done = prepare_edition_record(collection=held, notes=notes, on=today(), by=acting(request), at=now())
    if isinstance(done, Refusal):
        _say(request, done.findings)
    else:
        messages.success(request, _("The edition is written. Sign it with your key; then publish it."))
    return redirect("desk:publication", held.pk)


def _show_address(request: HttpRequest, held: Collection, member: RollMember) -> HttpResponse:
    secret = new_secret()
    done = _invited(request, held, member, secret, language=acting(request).language)
    if isinstance(done, Refusal):
        _say(request, done.findings)
        return redirect("desk:invitations", held.pk)
    context = {
        "name": str(member),
        "title": title_in(held.texts),
        "id": held.pk,
        "handed": handed_on("sign", secret, done.expires_at),
    }
    return render(request, "desk/log/invitation.html", context)


def _invited(
    request: HttpRequest,
    held: Collection,
    member: RollMember,
    secret: str,
    *,
    language: str,
    email: str | None = None,
) -> SigningInvitation | Refusal:
    return invite_to_sign(
        collection=held,
        member=member,
        secret=secret,
        address=signing_address("sign", secret),
        email=email,
        language=language,
        by=acting(request),
        at=now(),
    )


def _invitations(
    request: HttpRequest, held: Collection, *, letters: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "id": held.pk,
        "title": title_in(held.texts),
        "electronic": electronic(held, acting(request), now()),
        "members": invitable(held, now(), letters or {}),
        "form": LettersOfInvitation(initial={"language": acting(request).language}),
    }
    return render(request, "desk/log/invitations.html", context, status=status)


def _members(letters: dict[str, str]) -> QuerySet[RollMember]:
    return RollMember.objects.filter(pk__in=letters, assembly=settings.ASSEMBLY)


def _sent(
    request: HttpRequest, held: Collection, member: RollMember, to: str, form: LettersOfInvitation
) -> bool:
    """Send the letter to a member; whether it was sent. If not, the user is told why."""
    done = _invited(request, held, member, new_secret(), language=form.cleaned_data["language"], email=to)
    if isinstance(done, Refusal):
        _say(request, done.findings)
    return not isinstance(done, Refusal)


def _letters(request: HttpRequest) -> dict[str, str]:
    """The e-mail addresses that were filled in, by member."""
    written = {
        key.removeprefix("to-"): str(value).strip()
        for key, value in request.POST.items()
        if key.startswith("to-")
    }
    return {member: to for member, to in written.items() if to}


def _is_address(written: str) -> bool:
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True


def _say(request: HttpRequest, findings: tuple[Finding, ...]) -> None:
    for finding in said(findings):
        messages.error(request, finding.words)
