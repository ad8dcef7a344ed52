"""The table of the database cache, which counts attempts to sign in. After a crash of the server it is empty."""

from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_users")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE cache")]
