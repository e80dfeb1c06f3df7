"""The log, signing keys and electronic signatures; a paper signature becomes one kind of signature."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import undersigned.server.records.ids


def lift_old_guards(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The guards of the old table's name; new ones are set after the migration."""
    table = "records_papersignature"
    for event in ("update", "delete", "truncate"):
        name = schema_editor.quote_name(f"{table}_no_{event}")
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {schema_editor.quote_name(table)}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("records", "0002_draft_sharing")]

    operations = [
        migrations.RunPython(lift_old_guards, migrations.RunPython.noop),
        migrations.RenameModel(
            old_name="PaperSignature",
            new_name="Signature",
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.BinaryField()),
                ("signed_at", models.DateTimeField()),
                ("witnessed_at", models.DateTimeField(db_index=True, null=True)),
            ],
            options={
                "ordering": ["size"],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("index", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
                ("leaf", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["index"],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.CharField(editable=False, max_length=64, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                (
                    "collection",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thread",
                        to="records.collection",
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thread",
                        to="records.rollmember",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("collection", None), ("member__isnull", False)),
                            models.Q(("collection__isnull", False), ("member", None)),
                            _connector="OR",
                        ),
                        name="thread_of_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedRecord",
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
                ("kind", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("nonce", models.CharField(max_length=64, null=True, unique=True)),
                ("facts", models.JSONField(default=dict)),
                ("lines", models.JSONField(default=list)),
                ("prepared_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("content", models.BinaryField(null=True)),
                ("salt", models.BinaryField(max_length=32, null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("findings", models.JSONField(default=list)),
                (
                    "collection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="records.collection",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record",
                        to="records.logentry",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="records.rollmember",
                    ),
                ),
                (
                    "opening",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opened",
                        to="records.logentry",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="records.thread",
                    ),
                ),
            ],
            options={
                "ordering": ["prepared_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("entry", None), ("handed_over_at__isnull", False), ("refused_at", None)
                        ),
                        fields=["handed_over_at", "id"],
                        name="signed_record_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", None), ("entry", None), ("handed_over_at", None)),
                            models.Q(("content__isnull", False), ("handed_over_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="signed_record_handed_over_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entry", None), ("refused_at", None), _connector="OR"),
                        name="signed_record_entered_or_refused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opening", None),
                            models.Q(
                                ("entry__isnull", False),
                                ("opening__gt", models.F("entry")),
                                ("salt__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="signed_record_opened_after_its_entry",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClerkTask",
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
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="records.signedrecord",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SigningKey",
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
                ("role", models.CharField(choices=[("member", "member"), ("clerk", "clerk")], max_length=10)),
                ("holder", models.CharField(max_length=100)),
                ("public_key", models.BinaryField()),
                ("thumbprint", models.CharField(max_length=64, unique=True)),
                ("credential", models.BinaryField()),
                ("rp", models.CharField(max_length=255)),
                ("origin", models.CharField(max_length=255)),
                ("level", models.CharField(max_length=1)),
                ("aaguid", models.CharField(max_length=32)),
                ("attestation", models.BinaryField()),
                ("client_data", models.BinaryField()),
                (
                    "clerk",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="records.rollmember",
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrols",
                        to="records.signedrecord",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="records.signingkey",
                    ),
                ),
                (
                    "revocation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revokes",
                        to="records.signedrecord",
                    ),
                ),
            ],
            options={
                "ordering": ["record__prepared_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clerk", None), ("member__isnull", False), ("role", "member")),
                            models.Q(("clerk__isnull", False), ("member", None), ("role", "clerk")),
                            _connector="OR",
                        ),
                        name="signing_key_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ("A", "B", "C"))), name="signing_key_level_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
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
                ("role", models.CharField(choices=[("member", "member"), ("clerk", "clerk")], max_length=10)),
                ("name", models.CharField(max_length=200)),
                ("identity", models.CharField(max_length=20)),
                ("attested", models.BooleanField(default=False)),
                ("secret_digest", models.CharField(max_length=64, unique=True)),
                ("challenge", models.CharField(max_length=64)),
                ("begun_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("set_aside_at", models.DateTimeField(null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clerk",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.rollmember",
                    ),
                ),
                (
                    "key",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolment",
                        to="records.signingkey",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.signingkey",
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clerk", None), ("member__isnull", False), ("role", "member")),
                            models.Q(("clerk__isnull", False), ("member", None), ("role", "clerk")),
                            _connector="OR",
                        ),
                        name="enrolment_one_holder",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Log",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("origin", models.CharField(max_length=255)),
                ("key", models.TextField()),
                ("begun_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="log_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", ""), _negated=True), models.Q(("key", ""), _negated=True)
                        ),
                        name="log_has_a_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LoggedRoll",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("assembly", models.CharField(max_length=60)),
                ("content", models.BinaryField()),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll",
                        to="records.signedrecord",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SequencerLease",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("holder", models.CharField(blank=True, max_length=64)),
                ("term", models.PositiveBigIntegerField(default=0)),
                ("beat", models.PositiveBigIntegerField(default=0)),
                ("seen_at", models.DateTimeField(null=True)),
                ("findings", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="sequencer_lease_is_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningInvitation",
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
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="records.collection",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="records.rollmember",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("used_at", None), ("withdrawn_at", None)),
                        fields=("collection", "member"),
                        name="signing_invitation_one_open",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="paper_signature_once",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="paper_signature_two_clerks",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="paper_signature_confirmed_upon_a_scan",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="paper_signature_withdrawn_with_a_reason",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="paper_signature_role_known",
        ),
        migrations.AddField(
            model_name="signature",
            name="level",
            field=models.CharField(default="P", max_length=1),
        ),
        migrations.AddField(
            model_name="signature",
            name="method",
            field=models.CharField(
                choices=[("paper", "on paper"), ("passkey", "by passkey")], default="paper", max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="signature",
            name="ticked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="record",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="records.signedrecord",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="withdrawal",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withdrawals",
                to="records.signedrecord",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("collection", "member"),
                name="signature_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "P"), ("method", "paper"), ("ticked_by__isnull", False)),
                    models.Q(
                        ("level__in", ("A", "B", "C")), ("method", "passkey"), ("record__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="signature_by_its_method",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None),
                    models.Q(("confirmed_by", models.F("ticked_by")), _negated=True),
                    _connector="OR",
                ),
                name="signature_two_clerks",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None), ("method", "paper")),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        ("confirmed_by__isnull", False),
                        ("scan__isnull", False),
                    ),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by", None), ("method", "passkey")),
                    _connector="OR",
                ),
                name="signature_confirmed_upon_a_scan",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal", None), ("withdrawn_at", None), ("withdrawn_by", None)),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    models.Q(
                        ("withdrawal__isnull", False), ("withdrawn_at__isnull", False), ("withdrawn_by", None)
                    ),
                    _connector="OR",
                ),
                name="signature_withdrawn_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["representative", "substitute", "observer", "partner"])),
                name="signature_role_known",
            ),
        ),
        migrations.AddField(
            model_name="signedrecord",
            name="key",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="records.signingkey",
            ),
        ),
    ]
