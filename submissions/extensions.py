"""More time in a reporting cycle, for one coalition."""

from django.db import transaction

from accounts.models import User
from measures.models import CycleExtension
from submissions.models import Step
from submissions.notices import tell_of_more_time


@transaction.atomic
def announce(extension: CycleExtension, by: User) -> None:
    """Tell a coalition of its last day, and note it in the trails of its reports in this cycle. Call it when saved."""
    waiting = extension.coalition.submissions.on_their_way().filter(cycle=extension.cycle)
    for submission in waiting:
        Step.objects.create(
            submission=submission,
            kind=Step.Kind.CYCLE_EXTENDED,
            by=by,
            by_secretariat=True,
            note=extension.closes.isoformat(),
            round=submission.round,
        )
    tell_of_more_time(extension, by)
