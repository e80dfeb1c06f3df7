"""The app for everyone who reads."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Label `public`."""

    name = "undersigned.server.public"
    label = "public"
