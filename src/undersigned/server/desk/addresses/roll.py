"""Addresses of the roll."""

from django.urls import path

from undersigned.server.desk.views import roll

urlpatterns = [
    path("", roll.roll, name="roll"),
    path("members/<str:member>/", roll.member, name="roll-member"),
    path("files/", roll.bring_file, name="roll-import"),
    path("files/<str:roll_import>/", roll.preview, name="roll-preview"),
    path("files/<str:roll_import>/import/", roll.import_file, name="roll-apply"),
    path("files/<str:roll_import>/set-aside/", roll.set_aside, name="roll-set-aside"),
]
