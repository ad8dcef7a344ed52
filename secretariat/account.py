"""Accounts, as the secretariat's administrators keep them.

An administrator who is no superuser gains nothing here: neither more rights, nor the account of someone who has more.
Whose password or address is changed is told by a letter, and one's own are changed on the page of one's account.
"""

from typing import Any, ClassVar

from allauth.core import ratelimit
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ManyToManyField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import mail
from accounts.adapter import TOO_MANY
from accounts.groups import ADMINISTRATORS, EDITORS
from accounts.models import User
from common.record_admin import OfferedFilters
from submissions.removal import remove_account


class UserForm(UserChangeForm):
    request: ClassVar[HttpRequest]

    class Meta:
        model = User
        fields = "__all__"

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        may = email.lower() == self.initial["email"] or ratelimit.consume(
            self.request, action="manage_email", user=self.request.user
        )
        if not may:
            raise ValidationError(TOO_MANY)
        return email


class PasswordForm(AdminPasswordChangeForm):
    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002
        user: User = super().save(commit)
        mail.send(user, "accounts/password_changed")
        return user


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name", "language"]


def has_more_rights(user: User) -> bool:
    """Whether someone has other rights than those of the secretariat's two groups."""
    others = user.groups.exclude(name__in=[EDITORS, ADMINISTRATORS])
    return user.is_superuser or user.user_permissions.exists() or others.exists()


PERSON: Any = (None, {"fields": ["email", "name", "language"]})
SECRETARIAT: Any = (
    _("Secretariat"),
    {
        "fields": ["is_staff", "groups"],
        "description": _("Editors keep the records. Administrators keep accounts, vocabularies and cycles."),
    },
)


@admin.register(User)
class UserAdmin(OfferedFilters, DjangoUserAdmin):
    form = UserForm
    add_form = NewUserForm
    change_password_form = PasswordForm
    add_fieldsets = (PERSON, (_("Password"), {"fields": ["usable_password", "password1", "password2"]}), SECRETARIAT)
    fieldsets = (
        PERSON,
        (_("Signing in"), {"fields": ["password", "is_active", "last_login", "date_joined"]}),
        SECRETARIAT,
    )
    superuser_fieldset: Any = (_("Further rights"), {"fields": ["is_superuser", "user_permissions"]})
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["email", "name", "language", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups", "language"]
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = ["user_permissions"]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return (*fieldsets, self.superuser_fieldset) if obj and request.user.is_superuser else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return [*self.readonly_fields, "email"] if obj == request.user else self.readonly_fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.request = request
        return form

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        if change and (former := form.initial.get("email", obj.email)) != obj.email:
            told = {"user": obj, "from_email": former, "to_email": obj.email}
            mail.send(former, "accounts/email_changed", told, obj.language)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        if id == str(request.user.pk):
            return redirect("account_change_password")
        slower: HttpResponse | None = ratelimit.consume_or_429(request, action="change_password", user=request.user)
        return slower or super().user_change_password(request, id, form_url)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An administrator changes the accounts of those who have no more rights than an administrator could give."""
        is_within_reach = obj is None or request.user.is_superuser or not has_more_rights(obj)
        return super().has_change_permission(request, obj) and is_within_reach

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return (
            super().has_delete_permission(request, obj)
            and self.has_change_permission(request, obj)
            and obj != request.user
        )

    def get_actions(self, request: HttpRequest) -> Any:
        """One account after the other: Django's action does not ask about each."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with an account, such as a passkey, needs no right of its own."""
        to_delete, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        remove_account(obj)

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.name == "groups" and not request.user.is_superuser:
            field.queryset = Group.objects.filter(name__in=[EDITORS, ADMINISTRATORS])
        return field
