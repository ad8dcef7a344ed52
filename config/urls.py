"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from accounts.views import admin_login
from config import health
from public.views.styleguide import styleguide
from secretariat import former_addresses

handler500 = "config.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/login/", admin_login),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/measures/submission/<path:rest>", former_addresses.review),
    path("admin/measures/submission/", former_addresses.review, {"rest": ""}),
    path("admin/", admin.site.urls),
    path("api/", include("api.urls")),
    path("", include("public.urls_robots")),
    *i18n_patterns(
        path("accounts/", include("accounts.urls")),
        path("", include("desk.people_urls")),
        path("desk/", include("desk.urls")),
        path("", include("public.urls_downloads")),
        path("", include("public.urls")),
    ),
]

if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
