"""Evidence, counts and following up: sources, claims, lists, decisions, what goes out, questions, notices."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import undersigned.server.records.ids


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_log_keys_and_electronic_signatures"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceSource",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("kind", models.CharField(default="list", max_length=60)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("publisher", models.CharField(blank=True, max_length=300)),
                ("author", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(blank=True, max_length=20)),
                ("published", models.CharField(blank=True, max_length=30)),
                ("url", models.CharField(blank=True, max_length=2000)),
                ("archive_url", models.CharField(blank=True, max_length=2000)),
                ("right", models.CharField(blank=True, max_length=300)),
                ("read_on", models.CharField(blank=True, max_length=30)),
                ("connection", models.CharField(blank=True, max_length=60)),
                ("reliability", models.CharField(blank=True, max_length=60)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("restricted", "restricted"),
                            ("withheld", "withheld"),
                        ],
                        default="public",
                        max_length=12,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["title", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_source_can_be_looked_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["public", "restricted", "withheld"])),
                        name="evidence_source_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceSubject",
            fields=[
                ("handle", models.CharField(max_length=32, primary_key=True, serialize=False)),
                (
                    "public_id",
                    models.CharField(
                        default=undersigned.server.records.ids.new_id, max_length=40, null=True, unique=True
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                ("destroyed_at", models.DateTimeField(null=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="records.evidencesource",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("destroyed_at", None), ("public_id__isnull", False)),
                            models.Q(("destroyed_at__isnull", False), ("public_id", None)),
                            _connector="OR",
                        ),
                        name="evidence_subject_has_no_name_once_destroyed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceCapture",
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
                ("digest", models.CharField(max_length=64)),
                ("kept", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                ("name_box", models.BinaryField()),
                ("taken_at", models.DateTimeField()),
                ("destroyed_at", models.DateTimeField(null=True)),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="records.evidencesource",
                    ),
                ),
            ],
            options={
                "ordering": ["taken_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("destroyed_at", None)),
                        fields=("source", "digest"),
                        name="evidence_capture_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptMapping",
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
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappings",
                        to="records.evidencesource",
                    ),
                ),
            ],
            options={
                "ordering": ["source", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "number"), name="kept_mapping_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceImport",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("columns", "its columns wait to be named"),
                            ("shown", "waits for you to take it in"),
                            ("reading", "is being taken in"),
                            ("done", "taken in"),
                            ("broken", "cannot be read"),
                            ("set-aside", "set aside"),
                        ],
                        default="columns",
                        max_length=12,
                    ),
                ),
                ("look", models.JSONField(default=dict)),
                ("after", models.IntegerField(default=-1)),
                ("total", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("findings", models.JSONField(default=list)),
                ("brought_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="records.evidencecapture",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="records.evidencesource",
                    ),
                ),
                (
                    "mapping",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="records.keptmapping",
                    ),
                ),
            ],
            options={
                "ordering": ["-brought_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("capture",), name="evidence_import_one_a_capture"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["columns", "shown", "reading", "done", "broken", "set-aside"])
                        ),
                        name="evidence_import_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptClaim",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("restricted", "restricted"),
                            ("withheld", "withheld"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims_about",
                        to="records.evidencesubject",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="records.evidencesubject",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="records.keptclaim",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="records.evidenceimport",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="records.evidencesource",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["public", "restricted", "withheld"])),
                        name="kept_claim_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes", None),
                            models.Q(("supersedes", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="kept_claim_not_its_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceSnapshot",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.TextField()),
                ("rows", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="CollectionFigures",
            fields=[
                (
                    "collection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="figures",
                        serialize=False,
                        to="records.collection",
                    ),
                ),
                ("table", models.TextField()),
                ("documented", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "evidence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.evidencesnapshot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConsentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("record", "be recorded"),
                            ("share", "be shared"),
                            ("publish", "be published"),
                        ],
                        max_length=10,
                    ),
                ),
                ("given", models.BooleanField()),
                ("on", models.DateField()),
                ("asked_by", models.CharField(max_length=200)),
                ("scope", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="records.evidencesubject",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", ""), _negated=True), name="consent_asked_by_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to__in", ["record", "share", "publish"])),
                        name="consent_to_something_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountableRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=60)),
                ("holder", models.CharField(blank=True, max_length=60)),
                ("unit", models.CharField(max_length=20)),
                ("first_on", models.DateField(null=True)),
                ("last_on", models.DateField(null=True)),
                ("place", models.CharField(max_length=300, null=True)),
                ("outcome", models.CharField(max_length=60, null=True)),
                ("grade", models.CharField(max_length=12)),
                ("categories", models.CharField(blank=True, max_length=300)),
                ("group_low", models.PositiveIntegerField(null=True)),
                ("group_high", models.PositiveIntegerField(null=True)),
                ("conservative", models.CharField(max_length=60)),
                ("strict", models.CharField(max_length=60)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.evidencesource",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit", "first_on", "last_on"], name="countable_unit_days"),
                    models.Index(fields=["subject"], name="countable_subject"),
                    models.Index(fields=["source"], name="countable_source"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountQuestion",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("data", models.JSONField()),
                ("label", models.CharField(max_length=200)),
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
                "ordering": ["-at", "digest"],
            },
        ),
        migrations.CreateModel(
            name="CustodyEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custody",
                        to="records.evidencecapture",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LinkDecision",
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
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("same", "the same person"),
                            ("different", "different people"),
                            ("unsure", "cannot be told"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_as_one",
                        to="records.evidencesubject",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_as_other",
                        to="records.evidencesubject",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="records.linkdecision",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="link_decision_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["same", "different", "unsure"])),
                        name="link_decision_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes", None)),
                        fields=("one", "other"),
                        name="link_decision_first_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureBinding",
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
                ("mark", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bindings",
                        to="records.draft",
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
                        related_name="bindings",
                        to="records.countquestion",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("draft", "mark"),
                        name="figure_bound_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Followed",
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
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed",
                        to="records.collection",
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
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed",
                        to="records.evidencesubject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("collection", "subject"),
                        name="followed_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letters", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="records.collection",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="OutgoingProposal",
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
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="records.evidencesnapshot",
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="outgoing_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", None), ("snapshot", None)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("set_aside_at", None),
                                ("snapshot__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="outgoing_approved_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutgoingClaim",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="records.outgoingproposal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "claim"), name="outgoing_claim_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusedListRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("findings", models.JSONField()),
                ("cells_box", models.BinaryField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refused",
                        to="records.evidenceimport",
                    ),
                ),
            ],
            options={
                "ordering": ["of", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("of", "number"), name="refused_list_row_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WithheldReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "added_by",
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
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readers",
                        to="records.evidencesource",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("source", "user"),
                        name="withheld_reader_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionReason",
            fields=[
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reason",
                        serialize=False,
                        to="records.linkdecision",
                    ),
                ),
                ("why", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="decision_has_a_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseRow",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="case",
                        serialize=False,
                        to="records.evidencesubject",
                    ),
                ),
                ("person", models.CharField(db_index=True, max_length=32)),
                ("names", models.CharField(blank=True, max_length=600)),
                ("sought", models.CharField(blank=True, max_length=600)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("restricted", "restricted"),
                            ("withheld", "withheld"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sought"], name="case_sought")],
            },
        ),
        migrations.CreateModel(
            name="ClaimTombstone",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="tombstone",
                        serialize=False,
                        to="records.keptclaim",
                    ),
                ),
                ("destroyed_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
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
                        condition=models.Q(("reason", ""), _negated=True), name="claim_tombstone_has_a_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimValue",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="value",
                        serialize=False,
                        to="records.keptclaim",
                    ),
                ),
                ("said", models.JSONField(null=True)),
                ("box", models.BinaryField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("box__isnull", False), ("said", None)),
                            models.Q(("box", None), ("said__isnull", False)),
                            _connector="OR",
                        ),
                        name="claim_value_plain_or_box",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimWithdrawal",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="withdrawal",
                        serialize=False,
                        to="records.keptclaim",
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
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
                        condition=models.Q(("reason", ""), _negated=True),
                        name="claim_withdrawal_has_a_reason",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="user",
            name="user_role_known",
        ),
        migrations.AlterField(
            model_name="act",
            name="subject",
            field=models.CharField(max_length=120),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "administrator"),
                    ("clerk", "clerk"),
                    ("drafter", "drafter"),
                    ("monitor", "monitor"),
                    ("member", "member"),
                    ("reader", "reader"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "administrator"),
                    ("clerk", "clerk"),
                    ("drafter", "drafter"),
                    ("monitor", "monitor"),
                    ("member", "member"),
                    ("reader", "reader"),
                ],
                default="reader",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["administrator", "clerk", "drafter", "monitor", "member", "reader"])
                ),
                name="user_role_known",
            ),
        ),
    ]
