"""The secretariat app."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate


class SecretariatConfig(AppConfig):
    name = "secretariat"

    def ready(self) -> None:
        # This room has no tables, so nothing is sent on its behalf; those of submissions come last.
        post_migrate.connect(grant_after_migrating, sender=apps.get_app_config("submissions"))


def grant_after_migrating(**kwargs: Any) -> None:
    """Give the secretariat's groups their rights, which Django may not have made for every app at this point."""
    from secretariat.rights import RIGHTS, grant_rights

    for label in {label for tables in RIGHTS.values() for table in tables for label in table}:
        create_permissions(apps.get_app_config(label), verbosity=0, using=kwargs["using"])
    grant_rights()
