"""A file that was chosen in a form which is shown again, because something else in it is wrong, is not chosen twice.

A browser never fills in a field for files. So the server keeps the file for a day, and the form carries a signed note
of which one it is, which only this program can have written.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.crypto import get_random_string

FOLDER = "kept-uploads"
KEPT_FOR = timedelta(days=1)
SALT = "common.kept_uploads"


class KeptFileInput(forms.ClearableFileInput):
    """A field for a file; what was chosen in it stays chosen when the form is shown again.

    The form judges the file first, and says so by `accept`: only then is it kept.
    """

    template_name = "common/kept_file_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.accepted: UploadedFile | None = None
        self.carried: UploadedFile | None = None  # from the post before, by its note

    def accept(self, upload: UploadedFile) -> None:
        """Say that the chosen file is one that can be taken."""
        self.accepted = upload

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        note = data.get(f"{name}-kept")
        if name in files or not note or data.get(f"{name}-drop"):
            return super().value_from_datadict(data, files, name)
        if self.carried is None:
            self.carried = _take_up(note)
        return self.carried

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and f"{name}-kept" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.accepted:
            context["widget"] |= {"chosen": self.accepted.name, "note": _keep(self.accepted)}
        return context


def _keep(upload: UploadedFile) -> str:
    # As a plain file: a store may take the file of a large upload away, which the form still reads.
    stored = default_storage.save(f"{FOLDER}/{get_random_string(32)}", File(upload.file))
    return signing.dumps([stored, upload.name], salt=SALT)


def _take_up(note: str) -> UploadedFile:
    """The file of a note; an empty one, which the form refuses in words, where the note is forged or too old."""
    try:
        stored, name = signing.loads(note, salt=SALT, max_age=KEPT_FOR)
        file = default_storage.open(stored)
    except (signing.BadSignature, OSError):
        return SimpleUploadedFile("file", b"")
    return UploadedFile(file, name=name, size=file.size)


def forget_old_uploads() -> None:
    """Remove the files whose notes are no longer taken."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < timezone.now() - KEPT_FOR:
            default_storage.delete(path)
