"""Which letters a process is sending, or was when it died."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache_table"),
        ("post_office", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        primary_key=True,
                        related_name="sending",
                        serialize=False,
                        to="post_office.email",
                    ),
                ),
                ("began_at", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
