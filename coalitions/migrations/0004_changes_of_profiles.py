"""Changes of what a coalition says of itself, which its coordinators propose and the secretariat decides."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.constraints


def person() -> models.Field:
    return models.ForeignKey(
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("coalitions", "0003_descriptions_in_other_languages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProfileUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("state", models.CharField(default="proposed", editable=False, max_length=20)),
                ("changes", models.JSONField(default=dict, editable=False)),
                ("before", models.JSONField(blank=True, default=dict, editable=False)),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("reason", models.TextField(blank=True, editable=False)),
                (
                    "coalition",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="profile_updates",
                        to="coalitions.coalition",
                    ),
                ),
                ("decided_by", person()),
                ("proposed_by", person()),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    common.constraints.Rule(
                        condition=models.Q(
                            ("state__in", ["proposed", "replaced", "taken-back", "accepted", "declined"])
                        ),
                        field="state",
                        name="profile_update_state_is_known",
                    ),
                    common.constraints.Rule(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            ("reason__regex", "\\S"),
                            _connector="OR",
                        ),
                        field="reason",
                        name="profile_update_declined_with_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("coalition",),
                        name="profile_update_one_at_a_time",
                    ),
                ],
            },
        ),
    ]
