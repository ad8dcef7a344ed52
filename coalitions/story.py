"""A coalition's story as one line: its founding, its status, and its places in federations, each at its time."""

from dataclasses import dataclass, field

from coalitions.models import Coalition, Membership, StatusChange
from common.dates import PartialDate


@dataclass
class Moment:
    """What happened at one time. Without a date it is what lasts today, or what was before all that is known."""

    date: PartialDate | None
    is_founding: bool = False
    statuses: list[StatusChange] = field(default_factory=list)
    joined: list[Membership] = field(default_factory=list)
    left: list[Membership] = field(default_factory=list)
    is_asleep: bool = False  # whether the coalition was dormant from then on


def story(coalition: Coalition) -> list[Moment]:
    """The moments of a coalition, the earliest first; at the end, without a date, the places that it has in federations
    since nobody knows when. Give it a coalition with its statuses and memberships at hand.
    """
    moments: dict[PartialDate | None, Moment] = {}
    today = Moment(None)

    def at(date: PartialDate | None) -> Moment:
        return moments.setdefault(date, Moment(date))

    if coalition.founded:
        at(coalition.founded).is_founding = True
    for change in coalition.statuses.all():
        at(change.since or coalition.founded).statuses.append(change)
    for membership in coalition.memberships.all():
        if membership.since:
            at(membership.since).joined.append(membership)
        elif membership.is_current:
            today.joined.append(membership)
        if membership.until and not membership.is_current:
            at(membership.until).left.append(membership)
    ordered = sorted(moments.values(), key=lambda moment: moment.date or "")
    asleep = False
    for moment in ordered:
        for change in moment.statuses:
            asleep = change.status == StatusChange.Status.DORMANT
        moment.is_asleep = asleep
    today.is_asleep = asleep
    return [*ordered, today] if today.joined else ordered
