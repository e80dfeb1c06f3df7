"""The addresses of the desk; every view behind them says who may use it."""

from django.urls import include, path

from undersigned.server.desk.views import accounts, home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", accounts.people, name="people"),
    path("people/invite/", accounts.invite, name="invite"),
    path("people/<int:person>/", accounts.person, name="person"),
    path("people/<int:person>/remove-factors/", accounts.remove_factors, name="remove-factors"),
    path(
        "people/invitations/<str:invitation>/withdraw/",
        accounts.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("invitation/<str:secret>/", accounts.accept, name="accept"),
    path("in/<str:secret>/", accounts.enter_once, name="enter-once"),
    path("roll/", include("undersigned.server.desk.addresses.roll")),
    path("drafts/", include("undersigned.server.desk.addresses.drafting")),
    path("collections/", include("undersigned.server.desk.addresses.signing")),
    path("publications/", include("undersigned.server.desk.addresses.publishing")),
    path("evidence/", include("undersigned.server.desk.addresses.evidence")),
    path("counts/", include("undersigned.server.desk.addresses.counting")),
    path("followup/", include("undersigned.server.desk.addresses.followup")),
    path("", include("undersigned.server.desk.addresses.log")),
    path("second-factor/", accounts.second_factor, name="second-factor"),
    path("language/", accounts.language, name="language"),
]
