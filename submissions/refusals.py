"""Why a step of a report is not possible, or a text not saved, each said to the person who tried."""

import datetime
from typing import Any

from accounts.models import User
from submissions.models import Submission


class StepRefused(Exception):
    """The step is not possible now; the message says why, to the person who tried it."""


class WrongState(StepRefused):
    """Somebody else took a step first, or the report is not at the point at which this step makes sense."""


class CycleClosed(StepRefused):
    """The reporting cycle is not open for this coalition."""


class Conflict(Exception):
    """Somebody saved the section since the writer opened it. `theirs` is what is stored now."""

    def __init__(self, submission: Submission, section: str) -> None:
        super().__init__(f"{section} of report {submission.pk} was saved meanwhile")
        self.theirs: dict[str, Any] = submission.answers.get(section, {})
        self.revision = submission.get_revision(section)
        # A section that nobody has saved is as it was when the report began.
        saved = submission.saves.get(section) or {"by": submission.created_by_id, "at": f"{submission.created_at}"}
        self.by = User.objects.filter(pk=saved["by"]).first()
        self.at = datetime.datetime.fromisoformat(saved["at"])
