"""What one does on the page of a report."""

from typing import Any

from django.test import Client

from submissions.models import Submission
from tests.admin import page


def post(client: Client, submission: Submission, do: str, **fields: Any) -> Any:
    """Press a button of a page that was opened just now."""
    step = submission.steps.last()
    return client.post(page(submission), {"do": do, "step": step.pk if step else 0, **fields})
