"""The first page of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from undersigned.server.desk.permissions import signed_in


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What waits for whoever is signed in."""
    return render(request, "desk/home.html")
