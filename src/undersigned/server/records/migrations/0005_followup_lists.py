"""What became of a text going out: lists of claims, proposed by one person and approved by another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import undersigned.server.records.ids


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_evidence_counts_and_followup"),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUpList",
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
                ("proposed_at", models.DateTimeField()),
                ("on", models.DateField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followup_lists",
                        to="records.collection",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_aside_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="FollowUpClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.keptclaim"
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="records.followuplist",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="followuplist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="followup_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="followuplist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at", None), ("approved_by", None), ("on", None)),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("approved_by__isnull", False),
                        ("on__isnull", False),
                        ("set_aside_at", None),
                    ),
                    _connector="OR",
                ),
                name="followup_approved_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="followupclaim",
            constraint=models.UniqueConstraint(fields=("list", "claim"), name="followup_claim_once"),
        ),
    ]
