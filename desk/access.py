"""Who may be at the desk, and which reports somebody may write in."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from accounts.access import signed_in
from accounts.kept_texts import at_desk
from accounts.models import User
from submissions.models import Submission

View = Callable[..., HttpResponseBase]


def with_submission(view: View) -> View:
    """A page about one report, for those who represent its coalition today. To others it does not exist."""

    @at_desk
    @functools.wraps(view)
    def wrapped(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        return view(request, own_submission(signed_in(request), pk), **kwargs)

    return wrapped


def only_posted(view: View) -> View:
    """What a button does. Who comes here otherwise, from signing in for instance, is led to the desk."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.method == "POST" else redirect("desk")

    return wrapped


def own_submission(user: User, pk: int) -> Submission:
    """This report, if the user may write in it."""
    try:
        return Submission.objects.open_to(user).select_related("coalition", "cycle", "measure", "source").get(pk=pk)
    except Submission.DoesNotExist as error:
        raise Http404 from error
