"""Addresses of counts: questions and their cards."""

from django.urls import path

from undersigned.server.desk.views import counting

urlpatterns = [
    path("", counting.questions, name="questions"),
    path("<str:digest>/", counting.question, name="question"),
]
