"""The people of a coalition, for those who speak for it; and the page to which an invitation leads."""

from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.access import signed_in
from accounts.kept_texts import keeps_text
from accounts.models import User
from coalitions import invitations, people
from coalitions.models import Coalition, Invitation, Representative
from desk.people_forms import InvitationForm, NewAccountForm, RemovalForm


def _coalition(request: HttpRequest, slug: str) -> Coalition:
    """The coalition at this address, if it is one of the person's own; for anyone else there is no such page."""
    return get_object_or_404(Coalition.objects.represented_by(signed_in(request)), slug=slug)


@login_required
@never_cache
def list_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who speaks for the coalition, and who is invited to."""
    coalition = _coalition(request, slug)
    return render(
        request,
        "desk/people/people.html",
        {
            "coalition": coalition,
            "representatives": coalition.representatives.current().select_related("user").order_by("user__name", "pk"),
            "invitations": coalition.invitations.pending(),
            "coordinates": people.coordinates(signed_in(request), coalition),
        },
    )


@keeps_text
@login_required
@never_cache
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite a colleague."""
    coalition, user = _coalition(request, slug), signed_in(request)
    if not invitations.may_invite(user, coalition):
        raise PermissionDenied(_("Only a coordinator invites colleagues. Ask one of yours."))
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            invitation = invitations.invite(coalition, **form.cleaned_data, by=user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})
            return redirect("people", coalition.slug)
    return render(request, "desk/people/invite.html", {"coalition": coalition, "form": form})


@keeps_text
@login_required
@require_POST
def change_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send an invitation again, or revoke it."""
    coalition, user = _coalition(request, slug), signed_in(request)
    invitation = get_object_or_404(coalition.invitations, pk=pk)
    what, done = (
        (invitations.revoke, gettext("The invitation is revoked: its link no longer works."))
        if request.POST.get("action") == "revoke"
        else (invitations.resend, gettext("The invitation is on its way again, with a new link."))
    )
    _do(request, lambda: what(invitation, user), done)
    return redirect("people", coalition.slug)


@keeps_text
@login_required
@never_cache
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One colleague, or oneself: change the role, or end the representation."""
    coalition, user = _coalition(request, slug), signed_in(request)
    representative = get_object_or_404(coalition.representatives.current().select_related("user"), pk=pk)
    is_oneself, coordinates = representative.user == user, people.coordinates(user, coalition)
    if not (is_oneself or coordinates):
        raise PermissionDenied(_("Only a coordinator changes who speaks for the coalition. Ask one of yours."))
    if request.method == "POST":
        return _change(request, representative)
    return render(
        request,
        "desk/people/person.html",
        {
            "coalition": coalition,
            "representative": representative,
            "is_oneself": is_oneself,
            "coordinates": coordinates,
            "Role": Representative.Role,
        },
    )


def _change(request: HttpRequest, representative: Representative) -> HttpResponse:
    user, coalition = signed_in(request), representative.coalition
    action, name = request.POST.get("action"), {"name": str(representative.user)}
    if action in Representative.Role.values:
        role = Representative.Role(action)
        _do(
            request,
            lambda: people.change_role(representative, role, user),
            _("The role of %(name)s is changed.") % name,
        )
    elif action == "end":
        ended = _do(
            request,
            lambda: people.end(representative, user),
            _("%(name)s no longer represents the coalition.") % name,
        )
        if ended and representative.user == user:
            return redirect("account")
    return redirect("people", coalition.slug)


def _do(request: HttpRequest, action: Any, done: str) -> bool:
    """Do it, and tell what was done or why it cannot be."""
    try:
        action()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, done)
    return True


@keeps_text
@login_required
@never_cache
def ask_for_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask the secretariat to remove a colleague's account, or one's own."""
    coalition, user = _coalition(request, slug), signed_in(request)
    representative = get_object_or_404(coalition.representatives.current().select_related("user"), pk=pk)
    if not people.coordinates(user, coalition):
        raise PermissionDenied(_("Only a coordinator asks for an account to be removed. Ask one of yours."))
    form = RemovalForm(request.POST or None)
    if form.is_valid():
        people.ask_for_removal(representative, user, form.cleaned_data["reason"])
        messages.success(request, _("Your request is on its way to the secretariat."))
        return redirect("people", coalition.slug)
    return render(
        request,
        "desk/people/removal.html",
        {"coalition": coalition, "representative": representative, "form": form},
    )


@sensitive_post_parameters("password")
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of an invitation leads. Looking changes nothing, since programs look at links, too."""
    found = Invitation.objects.with_token(token).select_related("coalition", "invited_by").first()
    if found is None:
        return render(request, "desk/people/invitation_gone.html", status=404)
    if not invitations.is_valid(found):
        return _gone(request, found)
    try:
        return _accept(request, found, token)
    except invitations.NotOpen:
        found.refresh_from_db()
        return _gone(request, found)
    except invitations.NotYours:
        return redirect("invitation", token)


def _gone(request: HttpRequest, found: Invitation) -> HttpResponse:
    return render(request, "desk/people/invitation_gone.html", {"invitation": found}, status=410)


def _accept(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    context: dict[str, Any] = {"invitation": found, "coalition": found.coalition}
    account = invitations.account_of(found)
    if account:  # which this very link may have made, a moment ago
        found.refresh_from_db()
        if not invitations.is_valid(found):
            raise invitations.NotOpen
    if request.user.is_authenticated:
        if request.user != account:
            return render(request, "desk/people/invitation_other.html", context, status=403)
        if request.method == "POST":
            invitations.accept(token, account)
            return _welcome(request, found, account)
        return render(request, "desk/people/invitation_accept.html", context)
    if account:
        here = reverse("invitation", args=[token])
        context["sign_in"] = reverse("account_login", query={"next": here})
        return render(request, "desk/people/invitation_sign_in.html", context)
    form = NewAccountForm(request.POST or None, email=found.email, initial={"language": get_language()})
    if form.is_valid():
        user = invitations.accept_with_new_account(token, **form.cleaned_data).user
        _welcome(request, found, user)
        response: HttpResponse = perform_login(request, user)
        return response
    return render(request, "desk/people/invitation_new.html", {**context, "form": form})


def _welcome(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    messages.success(request, _("You now represent %(coalition)s.") % {"coalition": found.coalition})
    return redirect(settings.LOGIN_REDIRECT_URL)
