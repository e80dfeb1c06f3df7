"""Numbers and editions: look, number, preview, publish."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.publishing.document import Nature
from undersigned.publishing.pdf import form as pdf
from undersigned.server.actions.collecting.numbering import FAR, number_declaration
from undersigned.server.actions.publishing.next_edition import prepare
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.publishing import NumberDeclaration, PublishEdition
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, DRAFTER, READER, acting, may
from undersigned.server.desk.refusals import add_to_form, reader_language, said
from undersigned.server.desk.shown.electronic import edition_in_log
from undersigned.server.desk.shown.published import everything_published, publishing
from undersigned.server.records.models import Collection
from undersigned.wording.words import day_in_words

_PRINTED = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'"


@may(CLERK, DRAFTER, READER, ADMINISTRATOR)
@require_GET
def publications(request: HttpRequest) -> HttpResponse:
    """Everything published, by latest edition."""
    return render(request, "desk/publishing/publications.html", {"published": everything_published()})


@may(CLERK, DRAFTER, READER, ADMINISTRATOR)
@require_GET
def publication(request: HttpRequest, collection: str) -> HttpResponse:
    """One declaration: what is missing, its numbers, its editions."""
    return _page(request, get_object_or_404(Collection, pk=collection))


@may(CLERK)
@require_POST
def number(request: HttpRequest, collection: str) -> HttpResponse:
    """Give a declaration its numbers."""
    held = get_object_or_404(Collection, pk=collection)
    form = NumberDeclaration(request.POST)
    if form.is_valid():
        done = number_declaration(
            collection=held, **form.cleaned_data, on=today(), by=acting(request), at=now()
        )
        if not isinstance(done, Refusal):
            given = {"number": done[0].number, "doc_number": done[1].number}
            messages.success(request, _("It is No. %(number)s, Doc. %(doc_number)s.") % given)
            return redirect("desk:publication", held.pk)
        if any(finding.code == FAR for finding in done.findings):
            form.ask_back()
        add_to_form(form, done)
    return _page(request, held, number_form=form)


@may(CLERK)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, collection: str) -> HttpResponse:
    """Publish the next edition (POST), or show the page to do so (GET)."""
    held = get_object_or_404(Collection, pk=collection)
    if request.method == "GET":
        return _page(request, held)
    form = PublishEdition(request.POST)
    if form.is_valid():
        done = publish_edition(collection=held, notes=form.notes(), on=today(), by=acting(request), at=now())
        if not isinstance(done, Refusal):
            edition = day_in_words(done.label, reader_language())
            messages.success(request, _("The edition of %(edition)s is published.") % {"edition": edition})
            return redirect("desk:publication", held.pk)
        add_to_form(form, done)
    return _page(request, held, publish_form=form)


@may(CLERK)
@require_GET
def preview(request: HttpRequest, collection: str, language: str) -> HttpResponse:
    """The PDF of the next edition as it would be published, marked as a draft."""
    held = get_object_or_404(Collection, pk=collection)
    if language not in held.texts:
        raise Http404
    prepared = prepare(held, {"en": _("Preview, not published.")}, today())
    if isinstance(prepared, Refusal):
        context = {"findings": said(prepared.findings), "id": held.pk}
        return render(request, "desk/publishing/no-preview.html", context, status=422)
    content = pdf.render(replace(prepared.document, nature=Nature.DRAFT), language)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="preview-{language}.pdf"',
            "Content-Security-Policy": _PRINTED,
        },
    )


def _page(
    request: HttpRequest,
    held: Collection,
    *,
    number_form: NumberDeclaration | None = None,
    publish_form: PublishEdition | None = None,
) -> HttpResponse:
    refused = number_form or publish_form
    context = {
        "it": publishing(Collection.objects.get(pk=held.pk) if refused else held),
        "languages": sorted(held.texts),
        "clerk": acting(request).role == CLERK,
        "edition": edition_in_log(held, acting(request), now()),
        "form": refused,
        "number_form": number_form or NumberDeclaration(),
        "publish_form": publish_form or PublishEdition(),
    }
    return render(request, "desk/publishing/publication.html", context, status=422 if refused else 200)
