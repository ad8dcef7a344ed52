"""The secretariat app."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate


class SecretariatConfig(AppConfig):
    name = "secretariat"

    def ready(self) -> None:
        # This room has no tables, so nothing is sent on its behalf. The first to hear of new tables is `accounts`.
        post_migrate.connect(grant_after_migrating, sender=installed.get_app_config("accounts"))


def grant_after_migrating(using: str, apps: Apps = installed, **_told: Any) -> None:
    """Give the secretariat's groups their rights, as soon as there is a table for them among those of `apps`.

    Django would make the rights themselves, too, but later, and under names without the wording of the models.
    """
    from secretariat.rights import RIGHTS, grant_rights

    try:
        apps.get_model("auth", "Permission")
    except LookupError:
        return
    for label in {label for tables in RIGHTS.values() for table in tables for label in table}:
        create_permissions(installed.get_app_config(label), verbosity=0, using=using)
    grant_rights()
