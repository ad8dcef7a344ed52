"""When a report can be submitted: the dates of its cycle, and the sentence that says so."""

import copy
import datetime
from collections.abc import Iterable

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import gettext as _

from coalitions.models import Coalition
from common.dates import first_minute, last_minute
from common.languages import interface_locale
from measures.models import Cycle, CycleExtension
from submissions.models import Submission


def last_day_to_submit(submission: Submission) -> datetime.date | None:
    """The last day on which this report can be submitted; None when no cycle limits it."""
    return submission.cycle.get_last_day(submission.coalition) if submission.cycle else None


def cycles_to_report_in(coalition: Coalition) -> list[Cycle]:
    """The cycles that are open for this coalition or will be, the one that closes first coming first."""
    return cycles_of_each([coalition])[coalition.pk]


def cycles_of_each(coalitions: Iterable[Coalition]) -> dict[int, list[Cycle]]:
    """By the id of each coalition, the cycles that it can report in. Their `closes` is its own last day."""
    today = timezone.localdate()
    found: dict[int, list[Cycle]] = {coalition.pk: [] for coalition in coalitions}
    extensions = {
        (extension.cycle_id, extension.coalition_id): extension.closes
        for extension in CycleExtension.objects.filter(coalition__in=found)
    }
    for cycle in Cycle.objects.order_by("closes", "first_year"):
        for coalition, cycles in found.items():
            closes = extensions.get((cycle.pk, coalition), cycle.closes)
            if closes and closes >= today:
                own = copy.copy(cycle)
                own.closes = closes
                cycles.append(own)
    return found


def why_not_open(submission: Submission) -> str:
    """The sentence that says why the report cannot be submitted today; empty when it can.

    An update is possible at any time, and so is the answer to a request for changes.
    """
    if submission.purpose == Submission.Purpose.UPDATE or submission.state == Submission.State.CHANGES_REQUESTED:
        return ""
    cycle, last_day = submission.cycle, last_day_to_submit(submission)
    if not cycle:
        return _("No reporting cycle is chosen for this report. Choose one on the page of the report.")
    if not cycle.opens or not last_day:
        return _("The dates of the reporting cycle %(cycle)s are not set yet. Your report stays here until then.") % {
            "cycle": cycle
        }
    facts = {"cycle": cycle, "opens": first_minute(cycle.opens), "closes": last_minute(last_day)}
    if timezone.localdate() < cycle.opens:
        return (
            _(
                "The reporting cycle %(cycle)s opens on %(opens)s and closes on %(closes)s. "
                "You can write until then, and submit from the day it opens."
            )
            % facts
        )
    if timezone.localdate() > last_day:
        return (
            _(
                "The reporting cycle %(cycle)s was open from %(opens)s to %(closes)s: it is too late to submit this "
                "report. It stays here, and you can write on; ask the secretariat for more time."
            )
            % facts
        )
    return ""


def day(moment: datetime.date) -> str:
    """A day in the reader's language."""
    return format_date(moment, "long", locale=interface_locale())
