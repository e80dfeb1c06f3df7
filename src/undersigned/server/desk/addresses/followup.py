"""Addresses of following up."""

from django.urls import path

from undersigned.server.desk.views import followup

urlpatterns = [
    path("", followup.followup, name="followup"),
    path("<str:followed>/end/", followup.end, name="follow-end"),
    path("texts/<str:collection>/", followup.going, name="followup-going"),
    path("texts/<str:collection>/propose/", followup.propose, name="followup-propose"),
    path("lists/<str:list_>/approve/", followup.approve, name="followup-approve"),
    path("lists/<str:list_>/set-aside/", followup.set_aside, name="followup-set-aside"),
    path("texts/<str:collection>/tell/", followup.tell, name="followup-tell"),
]
