"""The app with the models; after every migration the guards are set again (see `guards.py`, rule 5)."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def _set_guards(*, using: str, **_: object) -> None:
    from undersigned.server.records.guards import set_guards  # noqa: PLC0415 (models are not ready above)

    set_guards(using)


def _lift_asking(*, using: str, **_: object) -> None:
    from undersigned.server.records.guards import lift_asking  # noqa: PLC0415 (models are not ready above)

    lift_asking(using)


class RecordsConfig(AppConfig):
    """Label `records`."""

    name = "undersigned.server.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards set whenever tables may have changed."""
        pre_migrate.connect(_lift_asking, sender=self, dispatch_uid="records.guards.lifted")
        post_migrate.connect(_set_guards, sender=self, dispatch_uid="records.guards")
