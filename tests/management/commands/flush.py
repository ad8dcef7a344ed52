"""Empties the tables after a test that commits, in place of Django's own command, which Django calls then.

That one truncates every table and makes all permissions anew, which takes ten times as long as to delete the few rows
of a test. Here what migrations have made stays as it is, so no test that commits may change it.
"""

from typing import Any

from django.core.management import BaseCommand
from django.db import connection, transaction

# The secretariat's groups and their rights are made after a migration.
OF_MIGRATIONS = {
    *("django_migrations", "django_content_type"),
    *("auth_permission", "auth_group", "auth_group_permissions"),
}


class Command(BaseCommand):
    stealth_options = ("interactive", "database", "reset_sequences", "allow_cascade", "inhibit_post_migrate")

    def handle(self, **_options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            tables = sorted({*connection.introspection.table_names(cursor)} - OF_MIGRATIONS)
            cursor.execute(
                " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
            )
            for (table,) in cursor.fetchall():
                cursor.execute(f"DELETE FROM {table}")
            # What waits for the end of the transaction is done now: a table for which something waits is not truncated.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("TRUNCATE search_change")  # this tells the register in memory to begin anew
