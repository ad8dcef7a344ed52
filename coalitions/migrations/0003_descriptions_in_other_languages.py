"""What a coalition is, said in other languages, too."""

from django.db import migrations

import common.fields


class Migration(migrations.Migration):
    dependencies = [("coalitions", "0002_invitations")]

    operations = [
        migrations.AddField(
            model_name="coalition",
            name="other_descriptions",
            field=common.fields.TranslatedTextsField(blank=True, default=dict),
        )
    ]
