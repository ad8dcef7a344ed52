"""What templates need to show an account."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that a browser names of itself is what it is: Edge calls itself Chrome, too, and Chrome calls itself Safari.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: str) -> str:
    """What people call the browser and the machine: "Firefox, Windows"."""
    known = [next((name for sign, name in names.items() if sign in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, known)) or _("An unknown browser")
