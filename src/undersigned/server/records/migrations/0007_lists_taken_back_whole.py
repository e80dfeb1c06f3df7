"""Lists that were taken back as a whole, and the same bytes read once more after that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_completeness_and_small_steps"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="evidenceimport",
            name="evidence_import_one_a_capture",
        ),
        migrations.RemoveConstraint(
            model_name="evidenceimport",
            name="evidence_import_state",
        ),
        migrations.AddField(
            model_name="evidenceimport",
            name="taken_back_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="evidenceimport",
            name="turn",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="evidenceimport",
            name="state",
            field=models.CharField(
                choices=[
                    ("columns", "its columns wait to be named"),
                    ("shown", "waits for you to take it in"),
                    ("reading", "is being taken in"),
                    ("done", "taken in"),
                    ("broken", "cannot be read"),
                    ("set-aside", "set aside"),
                    ("taken-back", "taken back"),
                ],
                default="columns",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceimport",
            constraint=models.UniqueConstraint(
                fields=("capture", "turn"), name="evidence_import_once_a_turn"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken-back"), ("taken_back_at__isnull", False)),
                    models.Q(models.Q(("state", "taken-back"), _negated=True), ("taken_back_at", None)),
                    _connector="OR",
                ),
                name="evidence_import_taken_back_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["columns", "shown", "reading", "done", "broken", "set-aside", "taken-back"],
                    )
                ),
                name="evidence_import_state",
            ),
        ),
    ]
