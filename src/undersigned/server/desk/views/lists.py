"""Sources and their lists: bringing one, naming its columns, seeing what it would do, taking it in."""

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.evidence.intake.suggesting import Look
from undersigned.server.actions.evidence import lists as actions
from undersigned.server.actions.evidence import taking_in
from undersigned.server.actions.evidence.coming_again import came_in_later
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.columns import NameColumns
from undersigned.server.desk.forms.evidence import BringList, HowItLies, KnowWords
from undersigned.server.desk.permissions import MONITOR, acting, may
from undersigned.server.desk.refusals import add_to_form, reader_language, said, sentences
from undersigned.server.desk.shown.lists import (
    import_lines,
    lying_of,
    rows_shown,
    source_choices,
    source_lines,
    tally_shown,
)
from undersigned.server.desk.shown.reasons import reason_said
from undersigned.server.desk.shown_in_public import take_out
from undersigned.server.records.mapping.findings import findings_of
from undersigned.server.records.models import ClaimWithdrawal, EvidenceImport, EvidenceSource, ImportState
from undersigned.values.findings import Finding
from undersigned.values.toml import toml_table

monitors = may(MONITOR)


@monitors
@require_GET
def evidence(request: HttpRequest) -> HttpResponse:
    """The sources, and the lists that were brought lately."""
    context = {"sources": source_lines(), "imports": import_lines()}
    return render(request, "desk/evidence/sources.html", context)


@monitors
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a list, of a known source or of a new one."""
    initial = {"source": request.GET.get("source", "")}
    form = BringList(request.POST or None, request.FILES or None, sources=source_choices(), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = _bring(request, form)
        if isinstance(done, EvidenceImport):
            if done.state == ImportState.DONE:
                messages.success(request, _("This very file was taken in before. It changes nothing."))
            return redirect("desk:list", done.pk)
        add_to_form(form, done)
    status = 422 if form.errors else 200
    return render(request, "desk/evidence/bring.html", {"form": form}, status=status)


@monitors
@require_GET
def list_(request: HttpRequest, list_: str) -> HttpResponse:
    """A list as it stands: its columns, what it would do, how far it is, what became of it."""
    held = _held(list_)
    if held.state == ImportState.COLUMNS:
        return _columns(request, held, None)
    if held.state == ImportState.SHOWN:
        return _shown(request, held)
    refused = taking_in.refused_rows(held) if held.state == ImportState.DONE else ()
    context = {
        "held": held,
        "name": _name_for(request, held),
        "tally": tally_shown(held),
        "refused": rows_shown(refused),
        "later": [
            (later, _name_for(request, later), number) for later, number in came_in_later(held, refused)
        ],
        "sealed": held.refused.count() - len(refused) if held.state == ImportState.DONE else 0,
        "read": sum(held.counts.get(name, 0) for name in ("taken", "refused", "unchanged", "empty")),
        "findings": said(_findings(held)),
        "back": (back := _taken_back(held)),
        "why": reason_said(back.reason) if back else "",
    }
    return render(request, "desk/evidence/list.html", context)


@monitors
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, list_: str) -> HttpResponse:
    """Name the columns of a list; again, where they were named before."""
    held = _held(list_)
    if held.state not in (ImportState.COLUMNS, ImportState.SHOWN):
        raise Http404
    return _columns(request, held, request.POST.dict() if request.method == "POST" else None)


@monitors
@require_POST
def look_again(request: HttpRequest, list_: str) -> HttpResponse:
    """Say on which sheet and in which rows the column words stand."""
    held = _held(list_)
    form = HowItLies(request.POST)
    if form.is_valid():
        actions.lie_otherwise(held=held, lying=form.lying())
    return redirect("desk:list-columns", held.pk)


@monitors
@require_POST
def words(request: HttpRequest, list_: str) -> HttpResponse:
    """Say what words mean that nobody knows: they are words of this source from now on."""
    held = _held(list_)
    if held.state != ImportState.SHOWN or held.mapping is None:
        raise Http404
    mapping = toml_table(held.mapping.text)
    shown = taking_in.show_list(held=held, on=today())
    form = _words_form(mapping, shown, request.POST.dict())
    if form.is_valid():
        for column, added in form.said().items():
            own = mapping["columns"][column]
            own["words"] = {**own.get("words", {}), **added}
        done = actions.name_columns(held=held, said=mapping, by=acting(request), at=now())
        if isinstance(done, Refusal):
            messages.error(request, sentences(done.findings))
    return redirect("desk:list", held.pk)


@monitors
@require_POST
def take_in(request: HttpRequest, list_: str) -> HttpResponse:
    """Take in the next piece of a list."""
    done = taking_in.take_in(held=_held(list_), on=today(), by=acting(request), at=now())
    if isinstance(done, Refusal):
        messages.error(request, sentences(done.findings))
    elif done.state == ImportState.DONE:
        taken = done.counts["taken"]
        words_ = ngettext("%(number)s row was taken in.", "%(number)s rows were taken in.", taken)
        messages.success(request, words_ % {"number": taken})
    take_out(request)
    return redirect("desk:list", list_)


@monitors
@require_POST
def set_aside(request: HttpRequest, list_: str) -> HttpResponse:
    """Put a list away that is not to be taken in."""
    done = actions.set_list_aside(held=_held(list_), by=acting(request), at=now())
    if isinstance(done, Refusal):
        messages.error(request, sentences(done.findings))
    return redirect("desk:evidence")


@monitors
@require_GET
def refused(_request: HttpRequest, list_: str) -> HttpResponse:
    """The refused rows as a file of the same kind, to correct and bring again."""
    held = _held(list_)
    if held.mapping is None:
        raise Http404
    if held.state == ImportState.SHOWN:
        rows = tuple(taking_in.show_list(held=held, on=today()).refused)
    else:
        rows = taking_in.refused_rows(held)
    made = taking_in.refused_as_file(held, rows, on=today(), language=reader_language()) if rows else None
    if made is None or isinstance(made, Finding):
        raise Http404
    kind, content = made
    answer = HttpResponse(content, content_type="application/octet-stream")
    level = taking_in.level_in_plain(held).value
    name = f"refused.{level}.{held.pk[:6]}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{PurePath(name).name}"'
    return answer


def _held(list_: str) -> EvidenceImport:
    rows = EvidenceImport.objects.select_related("source", "capture", "mapping", "brought_by")
    return get_object_or_404(rows, pk=list_)


def _taken_back(held: EvidenceImport) -> ClaimWithdrawal | None:
    """Any of the claims that went with a list: who took it back, and why."""
    if held.taken_back_at is None:
        return None
    gone = ClaimWithdrawal.objects.filter(claim__batch=held, at=held.taken_back_at)
    return gone.select_related("by").first()


def _name_for(request: HttpRequest, held: EvidenceImport) -> str:
    """What the file was called: it may name anybody, so only whoever brought it reads it."""
    return actions.file_name_of(held) if held.brought_by == acting(request) else ""


def _bring(request: HttpRequest, form: BringList) -> EvidenceImport | Refusal:
    given, by = form.cleaned_data, acting(request)
    file = given["file"]
    content = file.read(actions.MOST_BYTES + 1)
    lying = actions.guessed(content) if content else None
    if isinstance(lying, Finding):  # nothing is kept of a file that cannot be opened, not even its source
        return Refusal(findings=(lying,))
    if given["source"]:
        source = get_object_or_404(EvidenceSource, pk=given["source"])
    else:
        source = actions.make_source(
            title=given["title"] or given["publisher"],
            publisher=given["publisher"],
            kind="list",
            right=given["right"],
            by=by,
            at=now(),
        )
    return actions.bring_list(
        source=source,
        file_name=file.name,
        media_type=file.content_type or "application/octet-stream",
        content=content,
        by=by,
        at=now(),
    )


def _columns(request: HttpRequest, held: EvidenceImport, data: dict[str, Any] | None) -> HttpResponse:
    """The boxes for each column; what was said of them before is what they begin with.

    The first rows are shown to whoever brought the list, since nobody may have said yet what is withheld.
    """
    content, lying = actions.content_of(held), lying_of(held)
    seen = actions.looked_at(content, lying)
    head = actions.head_of(content, lying) if held.brought_by == acting(request) else ()
    context: dict[str, Any] = {
        "held": held,
        "name": _name_for(request, held),
        "head": () if isinstance(head, Finding) else head,
        "lies": HowItLies(initial=lying.as_data()),
    }
    if not isinstance(seen, Look):
        context["findings"] = said([seen])
        return render(request, "desk/evidence/columns.html", context, status=422)
    form = NameColumns(data, seen=seen, on=today())
    if data is not None and form.is_valid():
        mapping = form.said(lying, seen.grid.separator)
        done = actions.name_columns(held=held, said=mapping, by=acting(request), at=now())
        if isinstance(done, EvidenceImport):
            return redirect("desk:list", held.pk)
        add_to_form(form, done)
    context |= {"form": form, "rows": seen.rows}
    return render(request, "desk/evidence/columns.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, held: EvidenceImport) -> HttpResponse:
    assert held.mapping
    shown = taking_in.show_list(held=held, on=today())
    mapping = toml_table(held.mapping.text)
    context = {
        "held": held,
        "name": _name_for(request, held),
        "shown": shown,
        "rows": shown.tally.taken + shown.tally.refused + shown.tally.unchanged,
        "refused": rows_shown(shown.refused, shown.header),
        "findings": said(shown.findings),
        "notes": said(shown.notes),
        "words": _words_form(mapping, shown) if shown.unknown else None,
    }
    return render(request, "desk/evidence/shown.html", context)


def _words_form(
    mapping: dict[str, Any], shown: taking_in.ListShown, data: dict[str, str] | None = None
) -> KnowWords:
    properties = {
        header: column["property"] for header, column in mapping["columns"].items() if "property" in column
    }
    return KnowWords(data, unknown=shown.unknown, properties=properties, language=reader_language())


def _findings(held: EvidenceImport) -> tuple[Finding, ...]:
    return findings_of(held.findings)
