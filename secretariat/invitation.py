"""How the secretariat invites the coordinator of a coalition."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.access import signed_in
from accounts.models import User
from coalitions import invitations
from coalitions.models import Coalition, Invitation, Representative
from common.record_admin import OfferedFilters, PlainFields


class NewInvitationForm(forms.ModelForm):
    """Made for whoever is signed in, as `by`."""

    by: ClassVar[User]

    class Meta:
        model = Invitation
        fields = ["coalition", "email", "role", "language"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"coalition", "role"} <= cleaned.keys():
            self._check_right(cleaned["coalition"], cleaned["role"])
        if {"coalition", "email"} <= cleaned.keys():
            invitations.check_that_not_represented_by(cleaned["coalition"], cleaned["email"])
            invitations.check_that_not_too_many(cleaned["email"])
        return cleaned

    def _check_right(self, coalition: Coalition, role: str) -> None:
        if not invitations.may_invite(self.by, coalition, role):
            raise ValidationError(ONLY_THE_FIRST)


ONLY_THE_FIRST = _(
    "You can invite the first coordinator of a coalition for which nobody has spoken yet. Whoever else is to speak for "
    "it is invited by its coordinator, or by an administrator."
)


@admin.register(Invitation)
class InvitationAdmin(PlainFields, OfferedFilters):
    """Invitations are sent, sent again and revoked; nobody changes or deletes one."""

    form = NewInvitationForm
    autocomplete_fields = ["coalition"]
    list_display = ["email", "coalition", "role", "state", "sent_at", "expires_at", "invited_by"]
    list_select_related = ["coalition", "invited_by"]
    list_filter = [
        ("accepted_at", admin.EmptyFieldListFilter),
        ("revoked_at", admin.EmptyFieldListFilter),
        "role",
    ]
    search_fields = ["email", "coalition__name", "coalition__acronym"]
    actions = ["send_again", "revoke"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"role": Representative.Role.COORDINATOR, **super().get_changeform_initial_data(request)}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may add a coalition may invite its first coordinator; the form refuses others."""
        return super().has_add_permission(request) or request.user.has_perm("coalitions.add_coalition")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        if obj is None:
            return NewInvitationForm.Meta.fields
        return ["coalition", "email", "role", "language", "state", "invited_by", "sent_at", "expires_at", "accepted_by"]

    @admin.display(description=_("state"))
    def state(self, invitation: Invitation) -> str:
        return str(invitation.state.label)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:  # noqa: FBT001
        sent = invitations.invite(obj.coalition, obj.email, obj.role, obj.language, signed_in(request))
        obj.pk, obj.email = sent.pk, sent.email

    @admin.action(description=_("Send the selected invitations again, with new links"), permissions=["add"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        count = self._do(request, queryset, invitations.resend)
        sentence = ngettext("%(count)d invitation was sent again.", "%(count)d invitations were sent again.", count)
        self.message_user(request, sentence % {"count": count})

    @admin.action(description=_("Revoke the selected invitations"), permissions=["add"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        count = self._do(request, queryset, invitations.revoke)
        sentence = ngettext("%(count)d invitation was revoked.", "%(count)d invitations were revoked.", count)
        self.message_user(request, sentence % {"count": count})

    def _do(
        self, request: HttpRequest, queryset: QuerySet[Invitation], action: Callable[[Invitation, User], None]
    ) -> int:
        count = 0
        for invitation in queryset.select_related("coalition"):
            try:
                action(invitation, signed_in(request))
            except ValidationError as error:
                self.message_user(request, f"{invitation.email}: {' '.join(error.messages)}", messages.ERROR)
            except PermissionDenied:
                self.message_user(request, f"{invitation.email}: {ONLY_THE_FIRST}", messages.ERROR)
            else:
                count += 1
        return count
