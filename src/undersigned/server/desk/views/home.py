"""The first page of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from undersigned.server.desk.permissions import acting, signed_in
from undersigned.server.desk.shown.waiting import nothing_for, recent, waiting_for


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the signed-in user, and what was published lately."""
    user = acting(request)
    waiting = waiting_for(user)
    context = {"waiting": waiting, "recent": recent(), "nothing": None if waiting else nothing_for(user)}
    return render(request, "desk/home.html", context)
