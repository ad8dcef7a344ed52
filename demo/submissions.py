"""Reports on their way in the demonstration register, made by the same steps as those that people take."""

from typing import Any

from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from coalitions.models import Coalition
from demo.data_files import demonstration
from measures.models import Cycle, Measure
from submissions import workflow
from submissions.models import Submission
from submissions.remarks import keep_remark

REVIEWER = "secretariat@example.org"


def load_submissions() -> int:
    """Add the reports of the demonstration accounts unless there are reports already, and return how many that was."""
    if Submission.objects.exists():
        return 0
    began = timezone.now()
    records = demonstration("reports")
    for record in records:
        _add_submission(record, User.objects.get(email=record["by"]))
    # Whoever tries the site reads the letters about what they do themselves.
    Email.objects.filter(created__gte=began).delete()
    return len(records)


def _add_submission(record: dict[str, Any], writer: User) -> None:
    submission = _begin(record, writer)
    for section, typed in record["answers"].items():
        submission.refresh_from_db()
        answers = {**submission.answers.get(section, {}), **typed}
        workflow.save_section(submission, writer, section, answers, submission.get_revision(section))
    if record.get("submitted"):
        _hand_over(submission, writer, record.get("remarks", []))


def _begin(record: dict[str, Any], writer: User) -> Submission:
    cycle = Cycle.objects.filter(closes__isnull=False).order_by("closes").last()
    if slug := record.get("carries_forward"):
        return workflow.carry_forward(Measure.objects.at(slug), writer, cycle)
    if slug := record.get("updates"):
        return workflow.propose_update(Measure.objects.at(slug), writer)
    return workflow.start(Coalition.objects.at(record["coalition"]), writer, cycle)


def _hand_over(submission: Submission, writer: User, remarks: list[dict[str, str]]) -> None:
    try:
        submission = workflow.submit(submission, writer)
    except workflow.CycleClosed:  # once the demonstration's cycle is over, its reports stay drafts
        return
    reviewer = User.objects.get(email=REVIEWER)
    for remark in remarks:
        keep_remark(submission, reviewer, remark["question"], remark["text"], seen="")
    if remarks:
        workflow.ask_for_changes(submission, reviewer)
