"""Model fields for what registers of this kind store: partial dates, translations, languages, addresses, plain text."""

import contextlib
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField as LibraryCountryField

from common.countries import country_choices
from common.dates import DATE_MESSAGE, FIRST_YEAR, LAST_YEAR, PartialDate
from common.languages import language_choices, validate_language
from common.texts import validate_plain_text


class PartialDateFormField(forms.CharField):
    """Takes 2018, 2018-10 or 2018-10-09."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("A year, a month or a day: 2018, 2018-10 or 2018-10-09."))
        super().__init__(**{**kwargs, "max_length": None, "empty_value": None})
        self.widget.attrs.setdefault("size", 12)

    def clean(self, value: Any) -> PartialDate | None:
        return parse_date(super().clean(value))


def parse_date(value: str | None) -> PartialDate | None:
    """The date that a person typed, None for nothing. Raises ValidationError when it is no date from 1945 to 2100."""
    if value in (None, ""):
        return None
    try:
        date = PartialDate(value)
    except ValueError:
        raise ValidationError(DATE_MESSAGE, code="invalid") from None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise ValidationError(DATE_MESSAGE, code="invalid")
    return date


class _DateAttribute(DeferredAttribute):
    """Makes a date of a text that is assigned; what is no date stays as it is, for validation."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, str) and not isinstance(value, PartialDate):
            with contextlib.suppress(ValueError):
                value = PartialDate(value)
        instance.__dict__[self.field.attname] = value


class PartialDateField(models.CharField):
    """A date known to the day, the month or the year; see `coalitions.dates`. Empty is NULL."""

    descriptor_class = _DateAttribute
    # For the type checker: what may be assigned, and what is read.
    _pyi_private_set_type: str | None  # type: ignore[assignment]
    _pyi_private_get_type: PartialDate | None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_length": 10, "null": True, "blank": kwargs.get("blank", True)})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null"):
            kwargs.pop(fixed, None)
        kwargs["blank"] = self.blank
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_args: Any) -> PartialDate | None:
        return PartialDate(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        return value if isinstance(value, PartialDate) else parse_date(value)

    def get_prep_value(self, value: Any) -> str | None:
        return str(value) if value else None

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


class TranslationsWidget(forms.MultiWidget):
    """One text input for each language of the interface."""

    template_name = "common/translations_input.html"

    part: type[forms.Widget] = forms.TextInput
    part_attrs: ClassVar[dict[str, Any]] = {}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        codes = [code for code, _name in settings.LANGUAGES]
        super().__init__({code: self.part(attrs={"lang": code, **self.part_attrs}) for code in codes}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for (code, _name), subwidget in zip(settings.LANGUAGES, context["widget"]["subwidgets"], strict=True):
            subwidget["language"] = get_language_info(code)
        return context


class TranslatedTextsWidget(TranslationsWidget):
    """One large text input for each language of the interface."""

    part = forms.Textarea
    part_attrs: ClassVar = {"rows": 4}


class TranslationsFormField(forms.MultiValueField):
    """Gives back {"en": …, "fr": …}, without the languages that were left empty."""

    widget = TranslationsWidget
    validators_of_parts: ClassVar[list[Any]] = []

    def __init__(self, **kwargs: Any) -> None:
        for unknown in ("encoder", "decoder"):
            kwargs.pop(unknown, None)
        checks = self.validators_of_parts
        inputs = [forms.CharField(required=False, validators=checks) for _language in settings.LANGUAGES]
        super().__init__(inputs, **{**kwargs, "require_all_fields": False})

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return {code: text for (code, _name), text in zip(settings.LANGUAGES, data_list, strict=False) if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.compress(data or []) != (initial or {})


class TranslatedTextsFormField(TranslationsFormField):
    """Plain texts in several languages."""

    widget = TranslatedTextsWidget
    validators_of_parts: ClassVar = [MaxLengthValidator(10_000), validate_plain_text]


class TranslationsField(models.JSONField):
    """A short text in several interface languages: {"en": "Music", "fr": "Musique"}."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": TranslationsFormField, **kwargs})


class TranslatedTextsField(TranslationsField):
    """A plain text in several interface languages."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{**kwargs, "form_class": TranslatedTextsFormField})


class LanguageField(models.CharField):
    """The language that content is written in: a code of ISO 639-1."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_length": 2})
        self.validators = [*self.validators, validate_language]

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        choices = lazy(lambda: [("", "---------"), *language_choices()], list)
        asked = {
            "required": not self.blank,
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text,
            **{
                key: value
                for key, value in kwargs.items()
                if key in ("initial", "label", "help_text", "required", "widget")
            },
        }
        return forms.TypedChoiceField(
            choices=choices, error_messages={"required": _("Choose the language that this is written in.")}, **asked
        )


class CountryField(LibraryCountryField):
    """A country of ISO 3166-1. A form offers them sorted as the reader's language sorts their names."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django_countries.fields.CountryField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        field = super().formfield(**kwargs)
        if field and hasattr(field, "choices"):
            field.choices = lazy(lambda: [("", "---------"), *country_choices()], list)
        return field


def validate_countries(codes: list[str]) -> None:
    """Raise ValidationError unless every code is a country of ISO 3166-1 alpha-2."""
    for code in codes:
        if code not in countries:
            raise ValidationError(_("“%(code)s” is not the code of a country."), params={"code": code})


class WebAddressField(models.URLField):
    """A web address; one that is typed without its scheme is taken for https."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class PlainTextField(models.TextField):
    """A text that people write: paragraphs, lists and links, never markup. Shown through `coalitions.texts`."""

    default_validators = [validate_plain_text]
