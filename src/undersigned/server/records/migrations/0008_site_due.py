"""That the site must be made anew, kept with the act; which published files stand beside a text."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _beside_unless_it_never_changes(apps: Any, _editor: Any) -> None:  # noqa: ANN401 (Django's)
    """Of what was published before nobody wrote down what stands beside a text: all that may change."""
    files = apps.get_model("records", "PublishedFile").objects.filter(immutable=False)
    files.exclude(path__startswith="assets/").update(beside=True)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_lists_taken_back_whole"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedfile",
            name="beside",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="SiteDue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hides", models.BooleanField()),
                ("erases", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("tried_at", models.DateTimeField()),
                ("met_at", models.DateTimeField(null=True)),
                ("emptied_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "met_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="met",
                        to="records.publication",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(condition=models.Q(("met_at", None)), fields=["hides"], name="site_due_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("emptied_at", None), ("met_at", None), ("met_by", None)),
                            models.Q(("met_at__isnull", False), ("met_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="site_due_met_by_a_publication",
                    )
                ],
            },
        ),
        migrations.RunPython(_beside_unless_it_never_changes, migrations.RunPython.noop),
    ]
