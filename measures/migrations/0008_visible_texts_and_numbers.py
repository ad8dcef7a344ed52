"""Texts that have to be there have something to see, and a number is a number."""

import coalitions.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coalitions', '0005_visible_names_and_web_addresses'),
        ('measures', '0007_supported_coalitions_noted'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='funding',
            name='funding_not_negative',
        ),
        migrations.RemoveConstraint(
            model_name='measure',
            name='measure_has_title',
        ),
        migrations.RemoveConstraint(
            model_name='measure',
            name='measure_has_main_features',
        ),
        migrations.RemoveConstraint(
            model_name='measure',
            name='measure_has_one_reporter',
        ),
        migrations.RemoveConstraint(
            model_name='measure',
            name='measure_withdrawn_with_reason',
        ),
        migrations.RemoveConstraint(
            model_name='partner',
            name='partner_has_name',
        ),
        migrations.RemoveConstraint(
            model_name='result',
            name='result_has_statement',
        ),
        migrations.RemoveConstraint(
            model_name='result',
            name='result_quantity_not_negative',
        ),
        migrations.AddConstraint(
            model_name='funding',
            constraint=coalitions.constraints.Rule(condition=models.Q(('amount__isnull', True), ('amount__range', (0, 10000000000000)), _connector='OR'), field='amount', name='funding_not_negative', violation_error_message='An amount cannot be negative. Give it without a minus sign.'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=coalitions.constraints.Rule(condition=models.Q(('title__regex', '[^\\s\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufeff\\uffa0]')), field='title', name='measure_has_title', violation_error_message='Give the measure a title.'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=coalitions.constraints.Rule(condition=models.Q(('main_features__regex', '[^\\s\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufeff\\uffa0]')), field='main_features', name='measure_has_main_features', violation_error_message='Describe the main features of the measure.'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=coalitions.constraints.Rule(condition=models.Q(models.Q(('authority', ''), ('coalition__isnull', False)), models.Q(('authority__regex', '[^\\s\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufeff\\uffa0]'), ('coalition__isnull', True)), _connector='OR'), field='coalition', name='measure_has_one_reporter', violation_error_message='Say who reports the measure: either a coalition or a public authority, not both.'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=coalitions.constraints.Rule(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawal_reason__regex', '[^\\s\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufeff\\uffa0]'), _connector='OR'), field='withdrawal_reason', name='measure_withdrawn_with_reason', violation_error_message='Give the public reason for which the measure is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=coalitions.constraints.Rule(condition=models.Q(('name__regex', '[^\\s\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufeff\\uffa0]')), field='name', name='partner_has_name', violation_error_message="Give the partner's name."),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=coalitions.constraints.Rule(condition=models.Q(('statement__regex', '[^\\s\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufeff\\uffa0]')), field='statement', name='result_has_statement', violation_error_message='Say what was achieved.'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=coalitions.constraints.Rule(condition=models.Q(('quantity__isnull', True), ('quantity__range', (0, 10000000000000)), _connector='OR'), field='quantity', name='result_quantity_not_negative', violation_error_message='A number cannot be negative. Give it without a minus sign.'),
        ),
    ]
