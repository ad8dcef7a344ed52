"""The functions of the database that compare words for every search (common/sql/plain_words.sql).

What this migration does must not change: whoever changes that file first copies it, as it is, beside this one.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "plain_words.sql"
REMOVE = "DROP FUNCTION has_words(text, text), plain_words(text), plain_letters(text)"


class Migration(migrations.Migration):
    dependencies = [("common", "0001_extensions")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), REMOVE)]
