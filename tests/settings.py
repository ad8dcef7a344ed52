"""The settings of the tests: those of production, on a database and a data folder of their own."""

import atexit
import os
import shutil
import tempfile

# Not the developer's environment: a forgotten DEBUG=1 must not change what a test says. DATABASE_URL and DATA_DIR do
# count, to test on another PostgreSQL, or to keep the test database from one run to the next (`--reuse-db`).
os.environ |= {
    "DEBUG": "0",
    "SECRET_KEY": "for-tests-only",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SITE_URL": "http://testserver",
}
if "DATA_DIR" not in os.environ:  # the processes of pytest-xdist find that of the first
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="polyphony-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from config.settings import *  # noqa: F403
from config.settings import DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES

INSTALLED_APPS = ["tests", *INSTALLED_APPS]  # has commands in place of Django's
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"  # what is lost if the machine fails can be

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # nothing is collected, and whitenoise warns of a missing folder
