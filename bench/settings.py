"""The settings of the benchmarks: those of production, on databases of their own beside the site's."""

import os

os.environ |= {"DEBUG": "0", "SECRET_KEY": "for-benchmarks-only", "ALLOWED_HOSTS": "testserver", "LOG_LEVEL": "ERROR"}
os.environ["SITE_URL"] = "http://testserver"

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, DATABASES, STORAGES

DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE", DATABASES["default"]["NAME"])
STATIC_ROOT = BASE_DIR / "static"  # it need not be collected
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
