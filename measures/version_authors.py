"""Who made a version, as the public is told: in which role, and never which person."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from coalitions.models import Representative
from measures.models import Measure, Version


def authors(measure: Measure, versions: Iterable[Version]) -> dict[int, str]:
    """For each version, by number, the coalition or the secretariat; nothing where the program itself made it."""
    people = {version.made_by_id for version in versions if version.made_by_id}
    theirs = Representative.objects.filter(coalition=measure.coalition_id, user__in=people, user__is_staff=False)
    representatives = set(theirs.values_list("user", flat=True))
    return {
        version.number: _role(measure, is_representative=version.made_by_id in representatives)
        for version in versions
        if version.made_by_id
    }


def _role(measure: Measure, *, is_representative: bool) -> str:
    if is_representative and measure.coalition:
        return measure.coalition.title
    return _("the secretariat")
