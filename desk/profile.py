"""The coalition's own profile: its coordinator proposes what it should say, and reads what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in
from accounts.kept_texts import at_desk, forget_kept_text, kept_text
from coalitions import profile as profiles
from coalitions.models import Coalition, ProfileUpdate
from coalitions.people import coordinates
from desk.profile_forms import ProfileForm

NOT_CARRIED = ("csrfmiddlewaretoken", "seen", "do")


@at_desk
def profile(request: HttpRequest, coalition: str) -> HttpResponseBase:
    """The form, what waits, and what was decided. To those who do not speak for the coalition it does not exist."""
    user = signed_in(request)
    found = get_object_or_404(Coalition.objects.represented_by(user), slug=coalition)
    if not coordinates(user, found):
        raise PermissionDenied(_("Only a coordinator changes the coalition’s profile. Ask one of yours."))
    if request.method == "POST":
        return _post(request, found)
    if text := kept_text(request):
        return _page(request, found, _bound(found, text), seen=text.get("seen", ""), kept=request.GET["kept"])
    return _page(request, found, _unbound(request, found))


def _unbound(request: HttpRequest, coalition: Coalition) -> ProfileForm:
    """As it waits or is public; or, on request, as it was proposed and not accepted."""
    pending = profiles.pending_of(coalition)
    changes = pending.changes if pending else {}
    again = request.GET.get("again", "")
    if not pending and again.isdecimal() and len(again) < 19:
        put_away = (ProfileUpdate.State.DECLINED, ProfileUpdate.State.TAKEN_BACK, ProfileUpdate.State.REPLACED)
        changes = get_object_or_404(coalition.profile_updates, pk=int(again), state__in=put_away).changes
    return ProfileForm(instance=profiles.with_changes(coalition, changes))


def _bound(coalition: Coalition, post: QueryDict) -> ProfileForm:
    return ProfileForm(post, instance=Coalition.objects.get(pk=coalition.pk))


def _page(
    request: HttpRequest, coalition: Coalition, form: ProfileForm, *, seen: str | None = None, kept: str = ""
) -> HttpResponse:
    updates = list(coalition.profile_updates.select_related("coalition", "proposed_by", "decided_by")[:20])
    pending = profiles.pending_of(coalition)
    context = {
        "coalition": coalition,
        "form": form,
        "seen": profiles.seen(coalition) if seen is None else seen,
        "kept": kept,
        "pending": pending,
        "latest": updates[0] if updates else None,
        "trail": [(update, profiles.changes_of(update)) for update in updates],
    }
    return render(request, "desk/profile.html", context)


def _post(request: HttpRequest, coalition: Coalition) -> HttpResponseBase:
    user, seen = signed_in(request), request.POST.get("seen", "")
    if request.POST.get("do") == "take-back":
        try:
            profiles.take_back(coalition, user, seen)
        except profiles.Outdated as outdated:
            messages.error(request, str(outdated))
        else:
            messages.success(request, _("It is taken back. Nothing is lost: you can propose it again."))
        return redirect("desk_profile", coalition.slug)
    form = _bound(coalition, request.POST)
    if not form.is_valid():
        return _page(request, coalition, form, seen=seen)
    typed = form.typed
    if request.POST.get("do") == "resolve":
        stored = _stored(coalition)
        typed |= {name: stored[name] for name in profiles.FIELDS if request.POST.get(f"choose-{name}") == "theirs"}
    return _handed_over(request, coalition, form, lambda: profiles.propose(coalition, user, typed, seen), typed)


def _stored(coalition: Coalition) -> profiles.Profile:
    pending = profiles.pending_of(coalition)
    return {**profiles.profile_of(coalition), **(pending.changes if pending else {})}


def _handed_over(
    request: HttpRequest, coalition: Coalition, form: ProfileForm, propose: Callable[[], Any], typed: profiles.Profile
) -> HttpResponseBase:
    try:
        update = propose()
    except profiles.Outdated as outdated:
        return _conflict(request, coalition, outdated, typed)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, coalition, form, seen=request.POST.get("seen", ""))
    forget_kept_text(request)
    if update:
        sentence = _("The secretariat has your proposal. The public page stays as it is until it is accepted.")
    else:
        sentence = _("This is what the public page says already, so there is nothing to propose.")
    messages.success(request, sentence)
    return redirect("desk_profile", coalition.slug)


def _conflict(
    request: HttpRequest, coalition: Coalition, outdated: profiles.Outdated, typed: profiles.Profile
) -> HttpResponse:
    """Both texts side by side; the coordinator chooses, field by field."""
    coalition = Coalition.objects.get(pk=coalition.pk)
    last = outdated.last
    context = {
        "coalition": coalition,
        "last": last,
        "who": last.decided_by if last.decided_at else last.proposed_by,
        "when": last.decided_at or last.proposed_at,
        "seen": profiles.seen(coalition),
        "pairs": profiles.differences(_stored(coalition), typed),
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_CARRIED and not name.startswith("choose-")
            for value in values
        ],
    }
    return render(request, "desk/profile_conflict.html", context, status=409)
