"""Texts that have to be there have something to see, and websites are of the web."""

import coalitions.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coalitions', '0004_invitations'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='coalition',
            name='coalition_has_name',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='event_has_name',
        ),
        migrations.AddConstraint(
            model_name='coalition',
            constraint=coalitions.constraints.Rule(condition=models.Q(('name__regex', '[^\\s\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufeff\\uffa0]')), field='name', name='coalition_has_name', violation_error_message="Give the coalition's name."),
        ),
        migrations.AddConstraint(
            model_name='coalition',
            constraint=coalitions.constraints.Rule(condition=models.Q(('website', ''), ('website__iregex', '^https?://'), _connector='OR'), field='website', name='coalition_website_is_web_address', violation_error_message='Give a web address that begins with http:// or https://.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=coalitions.constraints.Rule(condition=models.Q(('name__regex', '[^\\s\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufeff\\uffa0]')), field='name', name='event_has_name', violation_error_message="Give the event's name."),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=coalitions.constraints.Rule(condition=models.Q(('website', ''), ('website__iregex', '^https?://'), _connector='OR'), field='website', name='event_website_is_web_address', violation_error_message='Give a web address that begins with http:// or https://.'),
        ),
    ]
