"""Other users of the machine read nothing that people wrote, be it kept now or by a former version."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.core.management import call_command
from pytest_django import Settings

from accounts.letterbox import Letterbox


def modes(folder: Path) -> dict[str, str]:
    """The modes of a folder and of all that is in it."""
    found = {path.relative_to(folder.parent).as_posix(): path for path in [folder, *folder.rglob("*")]}
    return {name: f"{path.stat().st_mode & 0o777:o}" for name, path in found.items()}


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT, settings.MAIL_DIR = tmp_path / "media", tmp_path / "mail"
    return tmp_path


def test_an_upload_is_the_programs_own(data: Path) -> None:
    default_storage.save("submissions/2026/draft.txt", ContentFile(b"Not public yet."))

    assert modes(data / "media") == {
        "media": "700",
        "media/submissions": "700",
        "media/submissions/2026": "700",
        "media/submissions/2026/draft.txt": "600",
    }


def test_a_kept_letter_is_the_programs_own(data: Path) -> None:
    Letterbox().send_messages([EmailMessage("A link", "https://example.org/once", to=["ama@example.org"])])

    assert sorted(modes(data / "mail").values()) == ["600", "700"]


@pytest.mark.django_db
def test_what_a_former_version_left_open_is_closed_with_the_migrations(data: Path) -> None:
    for name in ("media", "mail"):
        (data / name).mkdir()
        (data / name).chmod(0o755)

    call_command("migrate", plan=True, verbosity=0)

    assert {**modes(data / "media"), **modes(data / "mail")} == {"media": "700", "mail": "700"}
