"""Addresses of following up."""

from django.urls import path

from undersigned.server.desk.views import followup

urlpatterns = [
    path("", followup.followup, name="followup"),
    path("<str:followed>/end/", followup.end, name="follow-end"),
    path("texts/<str:collection>/tell/", followup.tell, name="followup-tell"),
]
