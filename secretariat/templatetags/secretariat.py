"""What the pages of the secretariat say beside what Django's admin does."""

from django import template

from submissions.models import Submission

register = template.Library()


@register.simple_tag
def reports_waiting() -> int:
    """How many reports wait for a decision."""
    return Submission.objects.awaiting_decision().count()
