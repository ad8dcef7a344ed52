"""What the site says of itself."""

import datetime
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

REVIEWED = datetime.date(2026, 11, 24)  # the day on which somebody last held the statement against the site


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """For whom the site works, how that was checked, what is known not to, and whom to tell."""
    contact = parseaddr(settings.CONTACT_EMAIL)[1]
    return render(request, "public/accessibility.html", {"contact": contact, "reviewed": REVIEWED})
