"""A year of an evaluation needs an evaluation; web addresses without a scheme are https."""

import coalitions.constraints
import coalitions.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coalitions', '0003_lasting_memberships_and_web_addresses'),
        ('measures', '0002_submissions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='measure',
            name='measure_evaluation_is_consistent',
        ),
        migrations.AlterField(
            model_name='link',
            name='url',
            field=coalitions.fields.WebAddressField(max_length=500, verbose_name='address'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=coalitions.constraints.Rule(condition=models.Q(models.Q(('evaluated', True), ('evaluated__isnull', False)), models.Q(('evaluation_conclusions', ''), ('evaluation_year__isnull', True)), _connector='OR'), field='evaluated', name='measure_evaluation_is_consistent', violation_error_message='The evaluation has a year or conclusions. Say that the measure was evaluated, or remove them.'),
        ),
    ]
