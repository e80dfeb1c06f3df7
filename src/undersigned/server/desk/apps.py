"""The app for people who act."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Label `desk`."""

    name = "undersigned.server.desk"
    label = "desk"

    def ready(self) -> None:
        """Hear when a passkey or an app for codes is added."""
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415 (needs the apps)

        from undersigned.server.desk.proving import remember_added  # noqa: PLC0415

        authenticator_added.connect(remember_added, dispatch_uid="remember_added")
