"""The page that says, step by step, how to report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.kept_texts import at_desk
from common import uploads


@require_safe
@at_desk
def guide(request: HttpRequest) -> HttpResponse:
    """How to report."""
    return render(request, "desk/help.html", {"most_files": uploads.MOST_FILES})
