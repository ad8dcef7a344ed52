"""What the tests of the admin share: people of the secretariat, and a form as a browser would send it back."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.groups import ADMINISTRATORS, EDITORS
from accounts.models import User
from secretariat.rights import grant_rights
from tests.factories import UserFactory


def editor(**fields: Any) -> User:
    return _staff(EDITORS, **fields)


def administrator(**fields: Any) -> User:
    return _staff(ADMINISTRATORS, **fields)


def superuser(**fields: Any) -> User:
    return UserFactory(is_staff=True, is_superuser=True, **fields)


def _staff(group: str, **fields: Any) -> User:
    grant_rights()
    user: User = UserFactory(**{"is_staff": True, **fields})
    user.groups.add(Group.objects.get(name=group))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(record: Model, name: str = "change") -> str:
    """The address of the record's page in the admin."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{name}", args=[record.pk])


def save(client: Client, record: Model, **changes: Any) -> Any:
    """Open the record's page, change some fields, save."""
    return client.post(page(record), form_data(client.get(page(record))) | changes)


def form_data(response: Any) -> dict[str, Any]:
    """What a browser would send if the form were sent back as it came."""
    data: dict[str, Any] = {}
    _add(data, response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        _add(data, inline.formset.management_form)
        for form in inline.formset.forms:
            _add(data, form)
    return data


def _add(data: dict[str, Any], form: forms.BaseForm) -> None:
    for field in form:
        value = field.value()
        widget: Any = getattr(field.field.widget, "widget", field.field.widget)
        if isinstance(widget, forms.FileInput) or (value is None and getattr(widget, "allow_multiple_selected", False)):
            continue
        if isinstance(widget, forms.MultiWidget):
            parts = value if isinstance(value, list) else widget.decompress(value)
            names = widget.widgets_names  # type: ignore[attr-defined]
            data.update({field.html_name + name: part or "" for name, part in zip(names, parts or [], strict=True)})
        elif isinstance(widget, forms.CheckboxInput):
            data.update({field.html_name: "on"} if value else {})
        elif isinstance(value, list | tuple | set):
            data[field.html_name] = [str(getattr(part, "pk", part)) for part in value]
        else:
            data[field.html_name] = "" if value is None else str(value)


def errors(response: Any) -> list[str]:
    """Every sentence with which the form was refused."""
    form = response.context["adminform"].form
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    lists = [*form.errors.values(), *(formset.non_form_errors() for formset in formsets)]
    lists += [sentences for formset in formsets for row in formset.errors for sentences in row.values()]
    return [str(sentence) for sentences in lists for sentence in sentences]
