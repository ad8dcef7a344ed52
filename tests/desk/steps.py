"""What one does on the pages of the form."""

from typing import Any

from django.test import Client
from django.urls import reverse

from submissions.models import Submission


def section(submission: Submission, slug: str = "measure") -> str:
    return reverse("desk_section", args=[submission.pk, slug])


def stored(submission: Submission, slug: str = "measure") -> dict[str, Any]:
    submission.refresh_from_db()
    answers: dict[str, Any] = submission.answers.get(slug, {})
    return answers


def script(client: Client, submission: Submission, slug: str = "measure", **typed: Any) -> Any:
    """What the page's script posts while somebody writes."""
    return client.post(section(submission, slug), typed, headers={"Accept": "application/json"})


def rows(name: str, *keys: str, **typed: str) -> dict[str, Any]:
    return {"rows": [name], name: list(keys), **typed}


def press(client: Client, submission: Submission, slug: str, button: str, post: dict[str, Any]) -> Any:
    submission.refresh_from_db()
    revision = str(submission.get_revision(slug))
    return client.post(section(submission, slug), {**post, "revision": revision, "do": button})
