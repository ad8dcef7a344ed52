"""Model fields for what registers of this kind store: partial dates, translations, languages, addresses, plain text."""

import contextlib
import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField as LibraryCountryField

from common.countries import country_choices
from common.dates import PartialDate
from common.languages import language_choices, validate_language
from common.numbers import number_help, parse_number, settle_number, show_number
from common.texts import validate_plain_text
from common.typed_dates import parse_date


class NumberInput(forms.TextInput):
    """A text input, since a browser's number input loses what is no number. Shows numbers as the reader writes them."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "size": 14, "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return show_number(value) if isinstance(value, Decimal) else super().format_value(value)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return settle_number(value) if isinstance(value, str) else value


class NumberField(forms.DecimalField):
    """A number in the way that people of the interface language write it."""

    widget = NumberInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or lazy(number_help, str)()
        kwargs["widget"] = kwargs.get("widget") or NumberInput
        super().__init__(**{"max_digits": 15, "decimal_places": 2, **kwargs})
        self.error_messages["min_value"] = _("A number cannot be negative. Give it without a minus sign.")

    def to_python(self, value: Any) -> Any:
        is_typed = isinstance(value, str) and value.strip()
        return super().to_python(parse_number(value) if is_typed else value)


class CurrencyField(forms.CharField):
    """The code of a currency. A word such as "dollars" is answered by what to write instead, and not by its length."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.TextInput(attrs={"size": 4})
        super().__init__(**{**kwargs, "max_length": None})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not re.fullmatch("[A-Z]{3}", value):
            raise ValidationError(CURRENCY_MESSAGE, code="invalid")


CURRENCY_MESSAGE = _("Give the currency as three letters, such as USD, EUR or CAD.")

LONGEST_TEXT = 50_000  # characters
LONGEST_NAME = 500


class PartialDateFormField(forms.CharField):
    """A year, a month or a day, as people type them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or lazy(date_help, str)()
        super().__init__(**{**kwargs, "max_length": None, "empty_value": None})
        self.widget.attrs.setdefault("size", 18)

    def clean(self, value: Any) -> PartialDate | None:
        return parse_date(super().clean(value))


def date_help() -> str:
    """How a date can be written, said before somebody has to be told."""
    return gettext("A year, a month or a day: 2018, 2018-10, 2018-10-09 or %(example)s.") % {
        "example": PartialDate("2018-10-09").display()
    }


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
    longest = LONGEST_NAME

    def __init__(self, **kwargs: Any) -> None:
        for unknown in ("encoder", "decoder"):
            kwargs.pop(unknown, None)
        checks = self.validators_of_parts
        inputs = [
            forms.CharField(required=False, max_length=self.longest, validators=checks)
            for _language in settings.LANGUAGES
        ]
        super().__init__(inputs, **{**kwargs, "require_all_fields": False})

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return {code: text for (code, _name), text in zip(settings.LANGUAGES, data_list, strict=False) if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.compress(data or []) != (initial or {})


class TranslatedTextsFormField(TranslationsFormField):
    """Plain texts in several languages."""

    widget = TranslatedTextsWidget
    validators_of_parts: ClassVar = [validate_plain_text]
    longest = 10_000


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


def validate_mail_address(address: str) -> None:
    """Raise ValidationError for letters beyond a to z before the @, which hardly any mail server takes.

    Django's own check passes three that a careless comparison takes for i, k and s: "İ", "K" and "ſ".
    """
    if not address.rpartition("@")[0].isascii():
        raise ValidationError(
            _("Before the @, a mail address has only the letters a to z, digits and signs such as the full stop.")
        )


class MailAddressField(models.EmailField):
    """The address of somebody's mail."""

    default_validators = [*models.EmailField.default_validators, validate_mail_address]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs


class PlainTextField(models.TextField):
    """A text that people write: paragraphs, lists and links, never markup. Shown through `coalitions.texts`."""

    default_validators = [MaxLengthValidator(LONGEST_TEXT), validate_plain_text]
