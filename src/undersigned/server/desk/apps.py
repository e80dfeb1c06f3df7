"""The app for people who act."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Label `desk`."""

    name = "undersigned.server.desk"
    label = "desk"
