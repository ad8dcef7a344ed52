"""Invitations to speak for a coalition."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.functions.text import Lower


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_users"),
        ("coalitions", "0001_coalitions_and_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "coalition",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="invitations", to="coalitions.coalition"),
                ),
                ("email", models.EmailField(max_length=254)),
                ("role", models.CharField(default="contributor", max_length=20)),
                ("language", models.CharField(default="en", max_length=10)),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True, on_delete=models.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("fingerprint", models.CharField(editable=False, max_length=64, unique=True)),
                ("accepted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-sent_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        Lower("email"),
                        models.F("coalition"),
                        condition=models.Q(("accepted_at__isnull", True), ("revoked_at__isnull", True)),
                        name="invitation_once_at_a_time",
                    )
                ],
            },
        ),
    ]
