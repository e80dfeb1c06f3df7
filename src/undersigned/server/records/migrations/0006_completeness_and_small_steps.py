"""Declarations that the records are complete for a question; small steps that a second person let out."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import undersigned.server.records.ids


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_followup_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeclaredComplete",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=undersigned.server.records.ids.new_id,
                        editable=False,
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("declared_by", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("why", models.TextField()),
                ("counted", models.PositiveIntegerField()),
                ("subjects", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.TextField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completeness",
                        to="records.countquestion",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("question",),
                        name="declared_complete_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted__gte", 1), ("declared_by__gt", ""), ("source__gt", ""), ("why__gt", "")
                        ),
                        name="declared_complete_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("ended_why", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("ended_why__gt", ""),
                            ),
                            _connector="OR",
                        ),
                        name="declared_complete_ended_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SmallStepApproval",
            fields=[
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="small_step",
                        serialize=False,
                        to="records.outgoingproposal",
                    ),
                ),
                ("why", models.TextField()),
                ("could_tell", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="small_step_has_a_reason"
                    )
                ],
            },
        ),
    ]
