"""What the pages of the secretariat say beside what Django's admin does."""

from django import template

from coalitions.models import ProfileUpdate
from submissions.models import Submission

register = template.Library()


@register.simple_tag
def reports_waiting() -> int:
    """How many reports wait for a decision."""
    return Submission.objects.awaiting_decision().count()


@register.simple_tag
def profiles_waiting() -> int:
    """How many coalitions wait for an answer to what they propose to say of themselves."""
    return ProfileUpdate.objects.pending().count()
