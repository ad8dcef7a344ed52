"""The measures app."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = _("Measures and framework")

    def ready(self) -> None:
        post_migrate.connect(grant_after_migrating, sender=self)


def grant_after_migrating(**kwargs: Any) -> None:
    """Give the secretariat's groups their rights, which Django may not have made for every app at this point."""
    from measures.domain.rights import RIGHTS, grant_rights

    for label in {label for tables in RIGHTS.values() for table in tables for label in table}:
        create_permissions(apps.get_app_config(label), verbosity=0, using=kwargs["using"])
    grant_rights()
