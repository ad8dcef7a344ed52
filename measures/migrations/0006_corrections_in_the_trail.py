"""Corrections of a measure stand in the trail of an update that is under way."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0005_search_entries"),
    ]

    operations = [
        migrations.AlterField(
            model_name="step",
            name="kind",
            field=models.CharField(
                choices=[
                    ("started", "began the report"),
                    ("carried-forward", "carried the measure forward"),
                    ("update-proposed", "began an update"),
                    ("submitted", "submitted the report"),
                    ("taken-back", "took the report back"),
                    ("changes-requested", "asked for changes"),
                    ("edited", "edited on behalf of the coalition"),
                    ("replaced", "replaced a colleague's text"),
                    ("published", "published the report"),
                    ("declined", "declined the report"),
                    ("set-aside", "set the report aside"),
                    ("taken-up", "took the report up again"),
                    ("cycle-extended", "extended the cycle for the coalition"),
                    ("corrected", "corrected the published measure"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
    ]
