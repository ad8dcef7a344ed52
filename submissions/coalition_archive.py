"""A coalition's whole record in one ZIP, to take home: data for programs, pages for people, and the files."""

import json
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from coalitions.models import Coalition
from common.languages import Wording
from common.uploads import clean_name
from measures.differences import differences
from measures.models import Evidence, Measure, Version
from submissions.forms.reading import readings_of
from submissions.forms.whole import WholeForm
from submissions.models import Remark, Step, Submission, SubmissionFile

Record = dict[str, Any]


def write_archive(coalition: Coalition, out: IO[bytes]) -> None:
    """Write every report with its remarks and files, and every measure with all that ever was public of it.

    Remarks that the secretariat is still writing are its own, and not in it.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        submissions = [_write_submission(archive, submission) for submission in _submissions(coalition)]
        measures = [_write_measure(archive, measure) for measure in _measures(coalition)]
        about = {
            "name": coalition.name,
            "language": coalition.language,
            "acronym": coalition.acronym,
            "country": str(coalition.country),
            "taken_at": timezone.now(),
        }
        _write_json(archive, "coalition.json", {**about, "reports": submissions, "measures": measures})
        context = {
            "coalition": coalition,
            "submissions": submissions,
            "measures": measures,
            "taken_at": about["taken_at"],
        }
        _write_page(archive, "index.html", "submissions/archive/index.html", context)


def archive_name(coalition: Coalition) -> str:
    """What the file is called on the computer of whoever takes it home."""
    return f"polyphony-{_plain(coalition.slug)}-{timezone.localdate():%Y-%m-%d}.zip"


def _submissions(coalition: Coalition) -> Iterable[Submission]:
    return coalition.submissions.select_related("coalition", "cycle", "measure").order_by("pk").iterator()


def _measures(coalition: Coalition) -> Iterable[Measure]:
    return coalition.measures.order_by("pk").iterator()


# Reports


def _write_submission(archive: zipfile.ZipFile, submission: Submission) -> Record:
    folder = f"reports/{submission.pk}-{_plain(submission.title)}"
    files = [_write_file(archive, f"{folder}/files", file) for file in submission.files.all()]
    steps = list(submission.steps.select_related("by"))
    remarks = list(submission.remarks.sent().select_related("author", "answered_by", "done_by", "solved_by"))
    record = {
        "id": submission.pk,
        "title": submission.title,
        "state": submission.state,
        "purpose": submission.purpose,
        "cycle": submission.cycle.code if submission.cycle else None,
        "measure": submission.measure.slug if submission.measure else None,
        "begun": submission.created_at,
        "last_saved": submission.updated_at,
        "answers": submission.answers,
        "files": files,
        "remarks": [_remark(remark) for remark in remarks],
        "trail": [_step(step) for step in steps],
    }
    _write_json(archive, f"{folder}/report.json", record)
    sections = WholeForm(submission).sections.values()
    context = {
        "submission": submission,
        "sections": [(section, readings_of(section)) for section in sections],
        "files": files,
        "remarks": remarks,
        "steps": steps,
    }
    _write_page(archive, f"{folder}/report.html", "submissions/archive/submission.html", context)
    return {"title": submission.title, "state": submission.get_state_display(), "folder": folder}


def _remark(remark: Remark) -> Record:
    return {
        "question": remark.question,
        "round": remark.round,
        "text": remark.text,
        "by": _person(remark.author),
        "sent": remark.sent_at,
        "answer": remark.answer,
        "answered_by": _person(remark.answered_by),
        "answered": remark.answered_at,
        "done_by": _person(remark.done_by),
        "done": remark.done_at,
        "solved_by": _person(remark.solved_by),
        "solved": remark.solved_at,
    }


def _step(step: Step) -> Record:
    return {
        "what": step.kind,
        "by": _person(step.by),
        "as_secretariat": step.by_secretariat,
        "when": step.at,
        "round": step.round,
        "note": step.note,
        "answers": step.answers,
    }


def _person(user: User | None) -> str | None:
    return str(user) if user else None


# Measures


def _write_measure(archive: zipfile.ZipFile, measure: Measure) -> Record:
    folder = f"measures/{measure.pk}-{_plain(measure.slug)}"
    versions = list(measure.versions.order_by("number"))
    files = [_write_file(archive, f"{folder}/files", file) for file in measure.evidence.all()]
    for version in versions:
        _write_json(archive, f"{folder}/version-{version.number}.json", _version(version))
    context = {
        "measure": measure,
        "files": files,
        "versions": [(version, differences({}, version.document)) for version in reversed(versions)],
    }
    _write_page(archive, f"{folder}/measure.html", "submissions/archive/measure.html", context)
    return {
        "title": Wording(str(measure), measure.language),
        "slug": measure.slug,
        "is_withdrawn": measure.is_withdrawn,
        "folder": folder,
    }


def _version(version: Version) -> Record:
    return {
        "number": version.number,
        "when": version.made_at,
        "reason": version.reason,
        "document": version.document,
    }


# Parts of the archive


def _write_file(archive: zipfile.ZipFile, folder: str, file: SubmissionFile | Evidence) -> Record:
    """Copy a stored file piece by piece; of one that is lost, the archive says so and goes on."""
    path = f"{folder}/{file.pk}-{_safe(file.name)}"
    stored: FieldFile = file.file
    try:
        content = stored.storage.open(str(stored.name), "rb")
    except OSError:
        path = ""
    else:
        with content, archive.open(zipfile.ZipInfo(path, _now()), "w") as part:
            shutil.copyfileobj(content, part)
    return {"name": file.name, "type": file.content_type, "size": file.size, "path": path}


def _write_json(archive: zipfile.ZipFile, path: str, record: Record) -> None:
    archive.writestr(path, json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))


def _write_page(archive: zipfile.ZipFile, path: str, template: str, context: Record) -> None:
    archive.writestr(path, render_to_string(template, context))


def _now() -> tuple[int, int, int, int, int, int]:
    now = timezone.localtime()
    return now.year, now.month, now.day, now.hour, now.minute, now.second


def _safe(name: str) -> str:
    """A file's name as it was given, without what could lead out of its folder or hide it."""
    cleaned = PurePosixPath(clean_name(name or "file")).name.lstrip(".")
    return cleaned or "file"


def _plain(text: str) -> str:
    """A short name for a folder, in letters and digits that every computer keeps."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:50].strip("-") or "untitled"
