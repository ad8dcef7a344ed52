"""Memberships that last are told from those of one day; web addresses without a scheme are https."""

import coalitions.fields
import django.contrib.postgres.constraints
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coalitions', '0002_coalitions_and_events'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_one_at_a_time',
        ),
        migrations.AlterField(
            model_name='coalition',
            name='website',
            field=coalitions.fields.WebAddressField(blank=True, verbose_name='website'),
        ),
        migrations.AlterField(
            model_name='event',
            name='participants',
            field=models.ManyToManyField(blank=True, related_name='events', through='coalitions.Participation', to='coalitions.coalition'),
        ),
        migrations.AlterField(
            model_name='event',
            name='website',
            field=coalitions.fields.WebAddressField(blank=True, verbose_name='website'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('coalition', '='), ('federation', '='), (models.Func(models.Func(django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.functions.text.Substr(models.F('since'), 1, 4), models.Value('')), models.Value('1')), models.IntegerField()), django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.functions.text.Substr(models.F('since'), 6, 2), models.Value('')), models.Value('1')), models.IntegerField()), django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.functions.text.Substr(models.F('since'), 9, 2), models.Value('')), models.Value('1')), models.IntegerField()), function='make_date', output_field=models.DateField()), django.db.models.functions.comparison.Greatest(models.Case(models.When(then=django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()), until__isnull=True), default=models.Func(django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.functions.text.Substr(models.F('until'), 1, 4), models.Value('')), models.Value('1')), models.IntegerField()), django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.functions.text.Substr(models.F('until'), 6, 2), models.Value('')), models.Value('1')), models.IntegerField()), django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.functions.text.Substr(models.F('until'), 9, 2), models.Value('')), models.Value('1')), models.IntegerField()), function='make_date', output_field=models.DateField())), models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.Func(django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.functions.text.Substr(models.F('since'), 1, 4), models.Value('')), models.Value('1')), models.IntegerField()), django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.functions.text.Substr(models.F('since'), 6, 2), models.Value('')), models.Value('1')), models.IntegerField()), django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.functions.text.Substr(models.F('since'), 9, 2), models.Value('')), models.Value('1')), models.IntegerField()), function='make_date', output_field=models.DateField()), '+', models.Value(1)), output_field=models.DateField())), function='daterange'), '&&')], name='membership_one_at_a_time', violation_error_message='This coalition already has a membership in this federation at that time. End the earlier membership before the new one begins.'),
        ),
    ]
