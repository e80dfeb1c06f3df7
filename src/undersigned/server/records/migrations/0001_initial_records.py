"""The first tables of the desk: accounts, roll, drafts, collections, editions, acts."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import undersigned.server.records.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("clerk", "clerk"),
                            ("drafter", "drafter"),
                            ("member", "member"),
                            ("reader", "reader"),
                        ],
                        default="reader",
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=8)),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="user_one_address_one_account"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["administrator", "clerk", "drafter", "member", "reader"])
                        ),
                        name="user_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedBody",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("body", models.BinaryField()),
                ("gzip", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
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
                ("assembly", models.CharField(max_length=60)),
                ("instrument", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("opened", "opened for signature"),
                            ("set-aside", "set aside"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("latest", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "opened", "set-aside"])),
                        name="draft_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftVersion",
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
                ("based_on", models.PositiveIntegerField()),
                ("texts", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("autosaved", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
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
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="records.draft",
                    ),
                ),
            ],
            options={
                "ordering": ["draft", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "number"), name="draft_version_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("based_on__lt", models.F("number"))),
                        name="draft_version_goes_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RollImport",
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
                ("assembly", models.CharField(max_length=60)),
                ("file_name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("read_at", models.DateTimeField()),
                ("difference", models.JSONField(default=dict)),
                ("findings", models.JSONField(default=list)),
                ("applied_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                (
                    "applied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-read_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("applied_at", None), ("set_aside_at", None), _connector="OR"),
                        name="roll_import_applied_or_set_aside",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RollMember",
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
                ("assembly", models.CharField(max_length=60)),
                ("code", models.CharField(max_length=100)),
                ("family", models.CharField(max_length=200)),
                ("given", models.CharField(blank=True, max_length=200, null=True)),
                ("honorific", models.CharField(blank=True, max_length=60, null=True)),
                ("style", models.CharField(blank=True, max_length=200, null=True)),
                ("aliases", models.JSONField(blank=True, default=list)),
                ("position", models.PositiveIntegerField(default=0)),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "came_with",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.rollimport",
                    ),
                ),
            ],
            options={
                "ordering": ["assembly", "position", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assembly", "code"), name="roll_member_one_code_one_member"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("family", ""), _negated=True)
                        ),
                        name="roll_member_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Collection",
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
                ("assembly", models.CharField(max_length=60)),
                ("instrument", models.CharField(max_length=60)),
                ("texts", models.JSONField()),
                ("text_digests", models.JSONField()),
                ("draft_digest", models.CharField(max_length=64)),
                ("rulebook", models.CharField(max_length=120)),
                ("rulebook_digest", models.CharField(max_length=64)),
                ("opened_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open for signature"),
                            ("tabled", "tabled"),
                            ("in-order", "in order"),
                            ("numbered", "numbered"),
                            ("published", "published"),
                            ("re-edited", "published again with added names"),
                            ("closed", "closed"),
                            ("lapsed", "lapsed"),
                            ("withdrawn", "withdrawn"),
                            ("refused", "not admissible"),
                            ("draft", "taken back into draft"),
                        ],
                        db_index=True,
                        default="open",
                        max_length=20,
                    ),
                ),
                ("tabled_on", models.DateField(null=True)),
                (
                    "opened_by",
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
                        related_name="collections",
                        to="records.draft",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.draftversion",
                    ),
                ),
                (
                    "first_signer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.rollmember",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft"), _negated=True),
                        fields=("draft",),
                        name="collection_one_a_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "open",
                                    "tabled",
                                    "in-order",
                                    "numbered",
                                    "published",
                                    "re-edited",
                                    "closed",
                                    "lapsed",
                                    "withdrawn",
                                    "refused",
                                    "draft",
                                ],
                            )
                        ),
                        name="collection_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
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
                ("label", models.CharField(max_length=20)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("text_digests", models.JSONField()),
                ("list_digest", models.CharField(max_length=64)),
                ("document", models.JSONField()),
                ("changes", models.JSONField(default=dict)),
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
                        related_name="editions",
                        to="records.collection",
                    ),
                ),
            ],
            options={
                "ordering": ["collection", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("collection", "number"), name="edition_number_once"),
                    models.UniqueConstraint(fields=("collection", "label"), name="edition_label_once"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="edition_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("clerk", "clerk"),
                            ("drafter", "drafter"),
                            ("member", "member"),
                            ("reader", "reader"),
                        ],
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=8)),
                ("secret_digest", models.CharField(max_length=64, unique=True)),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "accepted_as",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations_sent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-invited_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                        name="invitation_one_open_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_as", None), ("accepted_at", None)),
                            models.Q(("accepted_as__isnull", False), ("accepted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="invitation_accepted_as_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("assembly", models.CharField(max_length=60)),
                ("series", models.CharField(max_length=60)),
                ("latest", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("assembly", "series"), name="number_series_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Number",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
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
                        related_name="numbers",
                        to="records.collection",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="records.numberseries",
                    ),
                ),
            ],
            options={
                "ordering": ["series", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("series", "number"), name="number_given_once"),
                    models.UniqueConstraint(fields=("series", "collection"), name="number_one_a_declaration"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="number_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("complete", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="CurrentPublication",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="current",
                        to="records.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="current_publication_is_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=500)),
                ("content_type", models.CharField(max_length=100)),
                ("etag", models.CharField(max_length=70)),
                ("immutable", models.BooleanField(default=False)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.publishedbody",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="records.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "path"), name="published_path_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("delegation", models.CharField(max_length=60)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("representative", "representative"),
                            ("substitute", "substitute"),
                            ("observer", "observer"),
                            ("partner", "partner"),
                        ],
                        max_length=20,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mandates",
                        to="records.rollmember",
                    ),
                ),
                (
                    "substitute_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutes",
                        to="records.rollmember",
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "delegation", "from_on"), name="mandate_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["representative", "substitute", "observer", "partner"])
                        ),
                        name="mandate_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None), ("until_on__gt", models.F("from_on")), _connector="OR"
                        ),
                        name="mandate_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(max_length=60)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="records.rollmember",
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "from_on"), name="group_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None), ("until_on__gt", models.F("from_on")), _connector="OR"
                        ),
                        name="group_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
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
                ("question", models.CharField(max_length=100)),
                ("admitted", models.BooleanField()),
                ("reason", models.TextField()),
                ("decided_by", models.CharField(max_length=200)),
                ("decided_on", models.DateField()),
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
                        related_name="rulings",
                        to="records.collection",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("decided_by", ""), _negated=True),
                        ),
                        name="ruling_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
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
                ("name", models.CharField(max_length=255)),
                ("digest", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("uploaded_at", models.DateTimeField()),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="records.collection",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["uploaded_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("collection", "digest"), name="scan_once_a_collection"),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="scan_has_bytes"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperSignature",
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
                ("family", models.CharField(max_length=200)),
                ("given", models.CharField(max_length=200, null=True)),
                ("honorific", models.CharField(max_length=60, null=True)),
                ("style", models.CharField(max_length=200, null=True)),
                ("delegation", models.CharField(max_length=60)),
                ("group", models.CharField(max_length=60, null=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("representative", "representative"),
                            ("substitute", "substitute"),
                            ("observer", "observer"),
                            ("partner", "partner"),
                        ],
                        max_length=20,
                    ),
                ),
                ("signed_on", models.DateField()),
                ("ticked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawal_reason", models.TextField(blank=True)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="records.collection",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="records.rollmember",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="records.scan",
                    ),
                ),
            ],
            options={
                "ordering": ["ticked_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("collection", "member"),
                        name="paper_signature_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("ticked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="paper_signature_two_clerks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("scan__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="paper_signature_confirmed_upon_a_scan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_signature_withdrawn_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["representative", "substitute", "observer", "partner"])
                        ),
                        name="paper_signature_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInAddress",
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
                ("secret_digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_in_addresses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("kind", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=60)),
                ("particulars", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["subject_kind", "subject", "id"], name="act_of_a_subject")],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="member",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="records.rollmember",
            ),
        ),
    ]
