"""The static files as production serves them."""

import re
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django.fixtures import Settings

from config.settings import STORAGES

IMPORT = re.compile(r'^import .* from "(.+)";$', re.MULTILINE)


def test_a_script_imports_modules_by_the_names_of_their_content(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES, settings.STATIC_ROOT = STORAGES, tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # the site's own are enough

    call_command("collectstatic", interactive=False, verbosity=0)

    addresses = [staticfiles_storage.url(f"js/{name}.js") for name in ("section", "section-saving")]
    scripts = [tmp_path / address.removeprefix("/static/") for address in addresses]
    imported = [name for script in scripts for name in IMPORT.findall(script.read_text())]
    assert len(imported) == 6
    assert [name for name in imported if not re.fullmatch(r"\./[a-z-]+\.[0-9a-f]{12}\.js", name)] == []
    assert [name for name in imported if not (tmp_path / "js" / name).exists()] == []
