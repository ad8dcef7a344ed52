"""Which site Django's admin is."""

from django.contrib.admin.apps import AdminConfig


class SiteConfig(AdminConfig):
    """The secretariat's."""

    default_site = "secretariat.site.Site"
