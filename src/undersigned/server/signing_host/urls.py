"""Every address of the signing host."""

from django.urls import path

from undersigned.server.signing_host.views import clerk, enrolment, member, page

urlpatterns = [
    path("", page.signing_page),
    path("member/invitation", member.invitation),
    path("member/statement", member.prepare),
    path("member/signature", member.sign),
    path("member/receipt", member.receipt),
    path("enrolment/begin", enrolment.begin),
    path("enrolment/key", enrolment.register),
    path("enrolment/line", enrolment.finish),
    path("clerk/task", clerk.task),
    path("clerk/line", clerk.sign),
]

_ERRORS = "undersigned.server.signing_host.views.page"
handler400 = f"{_ERRORS}.bad_request"
handler403 = f"{_ERRORS}.not_found"
handler404 = f"{_ERRORS}.not_found"
handler500 = f"{_ERRORS}.failed"
