"""What reports are sorted by: vocabularies with their terms, and the cycles in which they are asked for."""

from django.db import migrations, models

from common.constraints import Rule
from common.fields import TranslationsField


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("coalitions", "0001_coalitions_and_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="Vocabulary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("code", models.SlugField()),
                ("names", TranslationsField(default=dict)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="children",
                        to="measures.vocabulary",
                    ),
                ),
                ("question", TranslationsField(blank=True, default=dict)),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="vocabulary_code"),
                    Rule(condition=models.Q(("names", {}), _negated=True), field="names", name="vocabulary_has_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("code", models.SlugField()),
                ("names", TranslationsField(default=dict)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "vocabulary",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="terms", to="measures.vocabulary"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.PROTECT, related_name="children", to="measures.term"
                    ),
                ),
                ("needs_review", models.BooleanField(default=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["vocabulary__position", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("vocabulary", "code"), name="term_code_in_vocabulary"),
                    Rule(condition=models.Q(("names", {}), _negated=True), field="names", name="term_has_name"),
                    Rule(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="parent",
                        name="term_not_in_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("first_year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField()),
                ("opens", models.DateField(blank=True, null=True)),
                ("closes", models.DateField(blank=True, null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["-first_year"],
                "constraints": [
                    Rule(
                        condition=models.Q(
                            ("first_year__isnull", True), ("first_year__range", (1945, 2100)), _connector="OR"
                        ),
                        field="first_year",
                        name="cycle_first_year",
                    ),
                    Rule(
                        condition=models.Q(
                            ("last_year__isnull", True), ("last_year__range", (1945, 2100)), _connector="OR"
                        ),
                        field="last_year",
                        name="cycle_last_year",
                    ),
                    Rule(
                        condition=models.Q(
                            ("last_year__isnull", True),
                            models.Q(("first_year__isnull", False), ("last_year__gte", models.F("first_year"))),
                            _connector="OR",
                        ),
                        field="last_year",
                        name="cycle_years_in_order",
                    ),
                    models.UniqueConstraint(fields=("first_year", "last_year"), name="cycle_once"),
                    Rule(
                        condition=models.Q(
                            ("opens__isnull", True),
                            ("closes__isnull", True),
                            ("closes__gte", models.F("opens")),
                            _connector="OR",
                        ),
                        field="closes",
                        name="cycle_closes_after_opening",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CycleExtension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("cycle", models.ForeignKey(on_delete=models.CASCADE, related_name="extensions", to="measures.cycle")),
                (
                    "coalition",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="cycle_extensions", to="coalitions.coalition"
                    ),
                ),
                ("closes", models.DateField()),
            ],
            options={
                "ordering": ["cycle", "coalition__name"],
                "constraints": [models.UniqueConstraint(fields=("cycle", "coalition"), name="extension_once")],
            },
        ),
    ]
