"""What happens to a text whose writer was signed out meanwhile, or whose page was too old: it is kept, whole."""

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views import csrf
from django.views.decorators.cache import never_cache

KEPT = "kept_texts"
LEFT_BEHIND = "left-behind"  # with a kept text, the names of files that came with it
# A visitor without an account can leave this much in a session, for so long, as often as `settings.ACCOUNT_RATE_LIMITS`
# says. What is more stays in the page.
LONGEST_KEPT = 400_000
MOST_KEPT = 5
KEPT_FOR = timedelta(days=1)

View = Callable[..., HttpResponseBase]


def keeps_text(view: View) -> View:
    """A view whose forms are offered again when their token is too old, with all that was typed."""
    view.keeps_text = True  # type: ignore[attr-defined]
    return view


def keeps_text_of(view: Any) -> bool:
    """Whether a view is one of these."""
    return bool(getattr(view, "keeps_text", False))


def at_desk(view: View) -> View:
    """A page for people with an account. Whoever is signed out signs in, and then goes on with what was typed."""

    @keeps_text
    @never_cache
    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if wants_json(request):
            return JsonResponse({"reason": "signed-out", "sign_in": resolve_url(settings.LOGIN_URL)}, status=401)
        if request.method == "POST":
            return _keep_and_sign_in(request)
        return redirect_to_login(request.get_full_path())

    return wrapped


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which saves while somebody writes."""
    return request.headers.get("Accept", "") == "application/json"


# Text of people who are signed out


def _keep_and_sign_in(request: HttpRequest) -> HttpResponse:
    kept = request.session.get(KEPT, {})
    post = request.POST.copy()
    post.setlist(LEFT_BEHIND, _names_of_files(request))
    text = post.urlencode()
    if len(text) > LONGEST_KEPT or not ratelimit.consume(request, action="keep_text", key="everybody"):
        return keep_in_page(request)
    key = get_random_string(12)
    kept = dict(list(kept.items())[1 - MOST_KEPT :])
    request.session[KEPT] = {**kept, key: {"path": request.path, "post": text}}
    request.session.set_expiry(KEPT_FOR)  # signing in makes it last as usual
    return redirect_to_login(f"{request.path}?{urlencode({'kept': key})}")


def keep_in_page(request: HttpRequest) -> HttpResponse:
    """The page that holds what somebody posted who is signed out."""
    return resend(request, _("You are signed out. Sign in in another window, then save your text here."))


def kept_text(request: HttpRequest) -> QueryDict | None:
    """What was posted to this page before its writer signed in."""
    kept = request.session.get(KEPT, {}).get(request.GET.get("kept", ""))
    return QueryDict(kept["post"]) if kept and kept["path"] == request.path else None


def left_behind(text: QueryDict) -> list[str]:
    """Which files were chosen beside a kept text, a sentence for each. The files themselves are not kept."""
    sentence = _("The file “%(file)s” was not kept while you were signed out. Choose it again.")
    return [sentence % {"file": name} for name in text.getlist(LEFT_BEHIND)]


def _names_of_files(request: HttpRequest) -> list[str]:
    return [str(upload.name) for name in request.FILES for upload in request.FILES.getlist(name)]


def forget_kept_text(request: HttpRequest) -> None:
    """Forget the text that was kept, now that it is saved."""
    kept = request.session.get(KEPT, {})
    if kept.pop(request.POST.get("kept", ""), None):
        request.session[KEPT] = kept


# Text of people whose page was too old


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a form whose token is too old is offered again, whole, where texts are written."""
    match = request.resolver_match
    is_written = match and (keeps_text_of(match.func) or "admin" in match.app_names)
    if not is_written or not _came_from_here(request):
        return csrf.csrf_failure(request, reason)
    get_token(request)
    if wants_json(request):
        return JsonResponse({"reason": "token"}, status=403)
    return resend(
        request, _("This page was open for so long that we have to ask: is this your text, and shall we save it?")
    )


def resend(request: HttpRequest, sentence: str) -> HttpResponse:
    """A page that holds what was posted, with a button to post it again."""
    fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    fields = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
    texts = [value for _name, value in fields if len(value) > 40]
    context = {"sentence": sentence, "fields": fields, "texts": texts, "files": request.FILES.lists()}
    return render(request, "accounts/resend.html", context, status=403)


def _came_from_here(request: HttpRequest) -> bool:
    # Another site must not get its text before a representative's eyes as if it were their own.
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return source.partition("://")[2].partition("/")[0] == request.get_host()
