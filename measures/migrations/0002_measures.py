"""Measures, the rows that belong to them, their results, and what was public once."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models.lookups import GreaterThanOrEqual
from django_countries.fields import CountryField

from common.constraints import FirstDay, Rule, Visible
from common.fields import LanguageField, PartialDateField, PlainTextField, WebAddressField


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_users"),
        ("measures", "0001_framework_and_cycles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.SlugField(allow_unicode=True, blank=True, max_length=100, unique=True)),
                (
                    "former_slugs",
                    ArrayField(
                        base_field=models.SlugField(allow_unicode=True, max_length=100),
                        blank=True,
                        default=list,
                        editable=False,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("language", LanguageField()),
                (
                    "coalition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="measures",
                        to="coalitions.coalition",
                    ),
                ),
                ("authority", models.CharField(blank=True, max_length=250)),
                ("first_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("last_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("ongoing", models.BooleanField(default=False)),
                ("main_features", PlainTextField()),
                ("results_achieved", PlainTextField(blank=True)),
                ("countries", ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list)),
                (
                    "cycle",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.PROTECT, related_name="measures", to="measures.cycle"
                    ),
                ),
                ("ifcd_support", models.BooleanField(blank=True, null=True)),
                ("evaluated", models.BooleanField(blank=True, null=True)),
                ("evaluation_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("evaluation_conclusions", PlainTextField(blank=True)),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawal_reason", PlainTextField(blank=True)),
                ("terms", models.ManyToManyField(blank=True, related_name="measures", to="measures.term")),
                (
                    "supported_coalitions",
                    models.ManyToManyField(blank=True, related_name="supporting_measures", to="coalitions.coalition"),
                ),
                ("events", models.ManyToManyField(blank=True, related_name="measures", to="coalitions.event")),
            ],
            options={
                "ordering": ["-published_at", "-pk"],
                "indexes": [
                    GinIndex(fields=["former_slugs"], name="measure_former_slugs"),
                    GinIndex(fields=["countries"], name="measure_countries"),
                    models.Index(fields=["-published_at", "-id"], name="measure_newest"),
                    models.Index(fields=["first_year", "last_year"], name="measure_years"),
                ],
                "constraints": [
                    Rule(condition=models.Q(Visible("title")), field="title", name="measure_has_title"),
                    Rule(
                        condition=models.Q(Visible("main_features")),
                        field="main_features",
                        name="measure_has_main_features",
                    ),
                    Rule(
                        condition=models.Q(("language__regex", "^[a-z]{2}$")), field="language", name="measure_language"
                    ),
                    Rule(
                        condition=models.Q(
                            models.Q(("authority", ""), ("coalition__isnull", False)),
                            models.Q(Visible("authority"), ("coalition__isnull", True)),
                            _connector="OR",
                        ),
                        field="coalition",
                        name="measure_has_one_reporter",
                    ),
                    Rule(
                        condition=models.Q(
                            ("first_year__isnull", True), ("first_year__range", (1945, 2100)), _connector="OR"
                        ),
                        field="first_year",
                        name="measure_first_year",
                    ),
                    Rule(
                        condition=models.Q(
                            ("last_year__isnull", True), ("last_year__range", (1945, 2100)), _connector="OR"
                        ),
                        field="last_year",
                        name="measure_last_year",
                    ),
                    Rule(
                        condition=models.Q(
                            ("evaluation_year__isnull", True), ("evaluation_year__range", (1945, 2100)), _connector="OR"
                        ),
                        field="evaluation_year",
                        name="measure_evaluation_year",
                    ),
                    Rule(
                        condition=models.Q(
                            ("last_year__isnull", True),
                            models.Q(("first_year__isnull", False), ("last_year__gte", models.F("first_year"))),
                            _connector="OR",
                        ),
                        field="last_year",
                        name="measure_years_in_order",
                    ),
                    Rule(
                        condition=models.Q(
                            ("ongoing", False),
                            models.Q(("first_year__isnull", False), ("last_year__isnull", True)),
                            _connector="OR",
                        ),
                        field="ongoing",
                        name="measure_ongoing_has_no_end",
                    ),
                    Rule(
                        condition=models.Q(
                            models.Q(("evaluated", True), ("evaluated__isnull", False)),
                            models.Q(("evaluation_conclusions", ""), ("evaluation_year__isnull", True)),
                            _connector="OR",
                        ),
                        field="evaluated",
                        name="measure_evaluation_is_consistent",
                    ),
                    Rule(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True), Visible("withdrawal_reason"), _connector="OR"
                        ),
                        field="withdrawal_reason",
                        name="measure_withdrawn_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "measure",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="partners", to="measures.measure"),
                ),
                ("name", models.CharField(max_length=250)),
                ("type", models.CharField(blank=True, max_length=30)),
                ("country", CountryField(blank=True, max_length=2)),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [Rule(condition=models.Q(Visible("name")), field="name", name="partner_has_name")],
            },
        ),
        migrations.CreateModel(
            name="Funding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "measure",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="fundings", to="measures.measure"),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15)),
                ("currency", models.CharField(default="USD", max_length=3)),
                ("source", models.CharField(blank=True, max_length=250)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    Rule(
                        condition=models.Q(
                            ("amount__isnull", True), ("amount__range", (0, 10000000000000)), _connector="OR"
                        ),
                        field="amount",
                        name="funding_not_negative",
                    ),
                    Rule(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), field="currency", name="funding_currency"
                    ),
                    Rule(
                        condition=models.Q(("year__isnull", True), ("year__range", (1945, 2100)), _connector="OR"),
                        field="year",
                        name="funding_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("measure", models.ForeignKey(on_delete=models.CASCADE, related_name="links", to="measures.measure")),
                ("url", WebAddressField(max_length=500)),
                ("label", models.CharField(blank=True, max_length=250)),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    Rule(condition=models.Q(("url__iregex", "^https?://")), field="url", name="link_is_web_address")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "measure",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="evidence", to="measures.measure"),
                ),
                ("file", models.FileField(upload_to="evidence/%Y/%m/")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("title", models.CharField(blank=True, max_length=250)),
                ("content_type", models.CharField(editable=False, max_length=100)),
                ("size", models.PositiveIntegerField(editable=False)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("measure", models.ForeignKey(on_delete=models.CASCADE, related_name="results", to="measures.measure")),
                ("statement", PlainTextField()),
                ("kind", models.CharField(default="other", max_length=30)),
                ("date", PartialDateField(blank=True)),
                ("quantity", models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True)),
                ("unit", models.CharField(blank=True, max_length=100)),
                ("evidence", PlainTextField(blank=True)),
                (
                    "event",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.PROTECT, related_name="results", to="coalitions.event"
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.PROTECT, related_name="gains", to="coalitions.coalition"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "indexes": [models.Index(fields=["-date", "-id"], name="result_newest")],
                "constraints": [
                    Rule(condition=models.Q(Visible("statement")), field="statement", name="result_has_statement"),
                    Rule(
                        condition=models.Q(
                            ("date__isnull", True),
                            models.Q(
                                ("date__regex", "^\\d{4}(-\\d{2}(-\\d{2})?)?$"),
                                ("date__gte", "1945"),
                                ("date__lt", "2101"),
                                GreaterThanOrEqual(FirstDay("date"), models.Value("1945-01-01")),
                            ),
                            _connector="OR",
                        ),
                        field="date",
                        name="result_date_is_real",
                    ),
                    Rule(
                        condition=models.Q(
                            ("quantity__isnull", True), ("quantity__range", (0, 10000000000000)), _connector="OR"
                        ),
                        field="quantity",
                        name="result_quantity_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "measure",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="versions", to="measures.measure"),
                ),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("measure", "number"), name="version_number_in_measure")
                ],
            },
        ),
    ]
