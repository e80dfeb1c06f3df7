"""Sharing a draft: who is on it, adding and removing a colleague."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from undersigned.server.actions.drafting import sharing as actions
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now
from undersigned.server.desk.forms.drafting import AddColleague
from undersigned.server.desk.permissions import acting
from undersigned.server.desk.refusals import add_to_form, sentences
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.desk.views.drafting import seen, writers


@writers
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, draft: str) -> HttpResponse:
    """Who may write a draft; whoever decides about it adds a colleague."""
    held = seen(request, draft)
    form = AddColleague(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = actions.share_draft(draft=held, **form.cleaned_data, by=acting(request), at=now())
        if not isinstance(done, Refusal):
            messages.success(
                request, _("%(name)s sees the draft now and can write on it.") % {"name": done.user}
            )
            return redirect("desk:draft-share", held.pk)
        add_to_form(form, done)
    context = {
        "draft": held,
        "title": title_in(held.versions.get(number=held.latest).texts),
        "colleagues": held.colleagues.filter(ended_at=None).select_related("user", "added_by"),
        "decides": actions.may_share(held, acting(request)),
        "form": form,
    }
    return render(request, "desk/drafting/share.html", context, status=422 if form.errors else 200)


@writers
@require_POST
def end(request: HttpRequest, draft: str, colleague: str) -> HttpResponse:
    """Remove a colleague from a draft."""
    held = seen(request, draft)
    draft_colleague = get_object_or_404(held.colleagues.select_related("user"), pk=colleague)
    done = actions.end_sharing(colleague=draft_colleague, by=acting(request), at=now())
    if isinstance(done, Refusal):
        messages.error(request, sentences(done.findings))
    else:
        words = _("%(name)s does not see the draft any more. What they wrote stays in its history.")
        messages.success(request, words % {"name": draft_colleague.user})
    return redirect("desk:draft-share", held.pk)
