"""Coalitions, what became of them, who speaks for them, and the events where they meet."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models.functions.text import Left, Length
from django.db.models.lookups import GreaterThanOrEqual
from django_countries.fields import CountryField

from common.constraints import FirstDay, Rule, SpanOfDays, Visible
from common.fields import LanguageField, PartialDateField, PlainTextField, TranslationsField, WebAddressField


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_users"),
        ("common", "0001_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Coalition",
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
                ("name", models.CharField(max_length=250)),
                ("language", LanguageField()),
                ("other_names", TranslationsField(blank=True, default=dict)),
                ("acronym", models.CharField(blank=True, max_length=30)),
                ("former_names", PlainTextField(blank=True)),
                ("is_federation", models.BooleanField(default=False)),
                ("country", CountryField(blank=True, max_length=2)),
                ("founded", PartialDateField(blank=True)),
                ("description", PlainTextField(blank=True)),
                ("website", WebAddressField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [GinIndex(fields=["former_slugs"], name="coalition_former_slugs")],
                "constraints": [
                    Rule(condition=models.Q(Visible("name")), field="name", name="coalition_has_name"),
                    Rule(
                        condition=models.Q(("language__regex", "^[a-z]{2}$")),
                        field="language",
                        name="coalition_language",
                    ),
                    Rule(
                        condition=models.Q(("website", ""), ("website__iregex", "^https?://"), _connector="OR"),
                        field="website",
                        name="coalition_website_is_web_address",
                    ),
                    Rule(
                        condition=models.Q(
                            ("founded__isnull", True),
                            models.Q(
                                ("founded__regex", "^\\d{4}(-\\d{2}(-\\d{2})?)?$"),
                                ("founded__gte", "1945"),
                                ("founded__lt", "2101"),
                                GreaterThanOrEqual(FirstDay("founded"), models.Value("1945-01-01")),
                            ),
                            _connector="OR",
                        ),
                        field="founded",
                        name="coalition_founded_is_real",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "coalition",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="statuses", to="coalitions.coalition"),
                ),
                ("status", models.CharField(max_length=20)),
                ("since", PartialDateField(blank=True)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": [models.OrderBy(models.F("since"), nulls_first=True), "pk"],
                "constraints": [
                    Rule(
                        condition=models.Q(
                            ("since__isnull", True),
                            models.Q(
                                ("since__regex", "^\\d{4}(-\\d{2}(-\\d{2})?)?$"),
                                ("since__gte", "1945"),
                                ("since__lt", "2101"),
                                GreaterThanOrEqual(FirstDay("since"), models.Value("1945-01-01")),
                            ),
                            _connector="OR",
                        ),
                        field="since",
                        name="status_since_is_real",
                    ),
                    Rule(
                        condition=models.Q(("status__in", ["active", "dormant", "relaunched"])),
                        field="status",
                        name="status_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "coalition",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="memberships", to="coalitions.coalition"),
                ),
                (
                    "federation",
                    models.ForeignKey(
                        limit_choices_to={"is_federation": True},
                        on_delete=models.CASCADE,
                        related_name="members",
                        to="coalitions.coalition",
                    ),
                ),
                ("role", models.CharField(default="member", max_length=20)),
                ("since", PartialDateField(blank=True)),
                ("until", PartialDateField(blank=True)),
            ],
            options={
                "ordering": [models.OrderBy(models.F("since"), nulls_first=True), "pk"],
                "constraints": [
                    Rule(
                        condition=models.Q(("coalition", models.F("federation")), _negated=True),
                        field="federation",
                        name="membership_not_of_itself",
                    ),
                    Rule(
                        condition=models.Q(
                            ("since__isnull", True),
                            models.Q(
                                ("since__regex", "^\\d{4}(-\\d{2}(-\\d{2})?)?$"),
                                ("since__gte", "1945"),
                                ("since__lt", "2101"),
                                GreaterThanOrEqual(FirstDay("since"), models.Value("1945-01-01")),
                            ),
                            _connector="OR",
                        ),
                        field="since",
                        name="membership_since_is_real",
                    ),
                    Rule(
                        condition=models.Q(
                            ("until__isnull", True),
                            models.Q(
                                ("until__regex", "^\\d{4}(-\\d{2}(-\\d{2})?)?$"),
                                ("until__gte", "1945"),
                                ("until__lt", "2101"),
                                GreaterThanOrEqual(FirstDay("until"), models.Value("1945-01-01")),
                            ),
                            _connector="OR",
                        ),
                        field="until",
                        name="membership_until_is_real",
                    ),
                    Rule(
                        condition=models.Q(
                            GreaterThanOrEqual(
                                Left(models.F("until"), Length(models.F("since"))),
                                Left(models.F("since"), Length(models.F("until"))),
                            )
                        ),
                        field="until",
                        name="membership_ends_after_start",
                    ),
                    ExclusionConstraint(
                        expressions=[("coalition", "="), ("federation", "="), (SpanOfDays("since", "until"), "&&")],
                        name="membership_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="representations", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "coalition",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="representatives", to="coalitions.coalition"
                    ),
                ),
                ("role", models.CharField(default="contributor", max_length=20)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["coalition", "user"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("user", "coalition"),
                        name="representative_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                ("name", models.CharField(max_length=250)),
                ("language", LanguageField()),
                ("other_names", TranslationsField(blank=True, default=dict)),
                ("kind", models.CharField(max_length=30)),
                ("start", PartialDateField(blank=True)),
                ("end", PartialDateField(blank=True)),
                ("place", models.CharField(blank=True, max_length=150)),
                ("country", CountryField(blank=True, max_length=2)),
                ("description", PlainTextField(blank=True)),
                ("website", WebAddressField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": [models.OrderBy(models.F("start"), descending=True, nulls_last=True), "pk"],
                "indexes": [GinIndex(fields=["former_slugs"], name="event_former_slugs")],
                "constraints": [
                    Rule(condition=models.Q(Visible("name")), field="name", name="event_has_name"),
                    Rule(
                        condition=models.Q(("language__regex", "^[a-z]{2}$")), field="language", name="event_language"
                    ),
                    Rule(
                        condition=models.Q(("website", ""), ("website__iregex", "^https?://"), _connector="OR"),
                        field="website",
                        name="event_website_is_web_address",
                    ),
                    Rule(
                        condition=models.Q(
                            ("start__isnull", True),
                            models.Q(
                                ("start__regex", "^\\d{4}(-\\d{2}(-\\d{2})?)?$"),
                                ("start__gte", "1945"),
                                ("start__lt", "2101"),
                                GreaterThanOrEqual(FirstDay("start"), models.Value("1945-01-01")),
                            ),
                            _connector="OR",
                        ),
                        field="start",
                        name="event_start_is_real",
                    ),
                    Rule(
                        condition=models.Q(
                            ("end__isnull", True),
                            models.Q(
                                ("end__regex", "^\\d{4}(-\\d{2}(-\\d{2})?)?$"),
                                ("end__gte", "1945"),
                                ("end__lt", "2101"),
                                GreaterThanOrEqual(FirstDay("end"), models.Value("1945-01-01")),
                            ),
                            _connector="OR",
                        ),
                        field="end",
                        name="event_end_is_real",
                    ),
                    Rule(
                        condition=models.Q(
                            GreaterThanOrEqual(
                                Left(models.F("end"), Length(models.F("start"))),
                                Left(models.F("start"), Length(models.F("end"))),
                            )
                        ),
                        field="end",
                        name="event_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "event",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="participations", to="coalitions.event"),
                ),
                (
                    "coalition",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="participations", to="coalitions.coalition"
                    ),
                ),
                ("role", models.CharField(default="participant", max_length=20)),
            ],
            options={
                "ordering": ["coalition__name", "role"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "coalition", "role"), name="participation_once_a_role")
                ],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="participants",
            field=models.ManyToManyField(
                blank=True, related_name="events", through="coalitions.Participation", to="coalitions.coalition"
            ),
        ),
    ]
