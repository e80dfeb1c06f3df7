"""The log, keys, and records for the registrars."""

from django.urls import path

from undersigned.server.desk.views import electronic, keys, log, registrars

urlpatterns = [
    path("log/", log.log, name="log"),
    path("keys/", keys.keys, name="keys"),
    path("keys/members/<str:member>/", keys.enrol_member, name="enrol-member"),
    path("keys/clerks/<int:clerk>/", keys.enrol_clerk, name="enrol-clerk"),
    path("keys/<str:key>/", keys.key, name="key"),
    path("keys/<str:key>/revoke/", keys.revoke, name="key-revoke"),
    path("registrars/", registrars.registrars, name="registrars"),
    path("registrars/records.zip", registrars.every_record, name="registrars-all"),
    path("registrars/roll/", registrars.roll_to_log, name="roll-to-log"),
    path("registrars/<str:record>.txt", registrars.one_record, name="registrars-one"),
    path("records/<str:record>/sign/", electronic.sign_record, name="sign-record"),
]
