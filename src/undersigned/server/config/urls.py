"""Every address of the server."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("undersigned.server.desk.urls")),
    path("desk/account/", include("allauth.account.urls")),
    path("desk/account/keys/", include("allauth.mfa.urls")),
]

_ERRORS = "undersigned.server.desk.views.errors"
handler400 = f"{_ERRORS}.bad_request"
handler403 = f"{_ERRORS}.forbidden"
handler404 = f"{_ERRORS}.not_found"
handler500 = f"{_ERRORS}.failed"
