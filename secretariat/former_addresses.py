"""Addresses of the admin that were others once: letters and bookmarks still lead here."""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse


def review(request: HttpRequest, rest: str) -> HttpResponsePermanentRedirect:
    """The pages of reports, which stood among the measures; a form that was open there is sent on, whole."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse("admin:submissions_submission_changelist") + rest + (f"?{query}" if query else "")
    return HttpResponsePermanentRedirect(address, preserve_request=True)
