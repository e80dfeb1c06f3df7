"""Addresses of counts: questions and their cards."""

from django.urls import path

from undersigned.server.desk.views import counting

urlpatterns = [
    path("", counting.questions, name="questions"),
    path("<str:digest>/", counting.question, name="question"),
    path("<str:digest>/complete/", counting.declare_complete, name="question-complete"),
    path("<str:digest>/complete/end/", counting.end_completeness, name="question-complete-end"),
]
