"""Reports on their way: what was typed, its files, its steps, and what the secretariat remarks."""

from django.conf import settings
from django.db import migrations, models

from common.constraints import Rule


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_users"),
        ("coalitions", "0001_coalitions_and_events"),
        ("measures", "0002_measures"),
    ]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "coalition",
                    models.ForeignKey(
                        editable=False, on_delete=models.PROTECT, related_name="submissions", to="coalitions.coalition"
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.PROTECT, related_name="submissions", to="measures.cycle"
                    ),
                ),
                ("purpose", models.CharField(default="new", editable=False, max_length=20)),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="carried_forward",
                        to="measures.measure",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="submissions",
                        to="measures.measure",
                    ),
                ),
                ("state", models.CharField(default="draft", editable=False, max_length=20)),
                ("answers", models.JSONField(blank=True, default=dict, editable=False)),
                ("saves", models.JSONField(blank=True, default=dict, editable=False)),
                ("round", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reviewing_since", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ["-updated_at", "-pk"],
                "indexes": [models.Index(fields=["state", "submitted_at"], name="submission_queue")],
                "constraints": [
                    Rule(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "submitted", "changes-requested", "published", "declined", "withdrawn"],
                            )
                        ),
                        field="state",
                        name="submission_state_is_known",
                    ),
                    Rule(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True), ("measure__isnull", False), _connector="OR"
                        ),
                        field="measure",
                        name="submission_published_as_measure",
                    ),
                    Rule(
                        condition=models.Q(
                            models.Q(("purpose", "update"), _negated=True), ("measure__isnull", False), _connector="OR"
                        ),
                        field="measure",
                        name="submission_update_has_measure",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("purpose", "update"), ("state__in", ["draft", "submitted", "changes-requested"])
                        ),
                        fields=("measure",),
                        name="submission_one_update_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmissionFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "submission",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="files", to="submissions.submission"),
                ),
                ("file", models.FileField(upload_to="submissions/%Y/%m/")),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.SET_NULL, related_name="+", to="measures.evidence"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True, on_delete=models.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "submission",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="steps", to="submissions.submission"),
                ),
                ("kind", models.CharField(max_length=20)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("by_secretariat", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("note", models.TextField(blank=True)),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("answers", models.JSONField(blank=True, null=True)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "submission",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="remarks", to="submissions.submission"),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("question", models.CharField(blank=True, max_length=50)),
                ("text", models.TextField()),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "solved_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("solved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["created_at", "pk"],
                "constraints": [
                    Rule(
                        condition=models.Q(("text__regex", "\\S"), ("sent_at__isnull", True), _connector="OR"),
                        field="text",
                        name="remark_has_text",
                    )
                ],
            },
        ),
    ]
