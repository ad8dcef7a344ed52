"""Form fields for reports: they judge what was typed, and never cut or drop it."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from coalitions.models import Event
from common.dates import YEAR_MESSAGE, validate_year
from common.fields import CurrencyField, PartialDateFormField
from common.texts import validate_plain_text
from common.word_search import refusal_of_words

PROPOSED = "new:"


class NotTooLong(MaxLengthValidator):
    """Says by how much a text is too long. The text itself stays whole."""

    message = ngettext_lazy(
        "This is too long: it has %(show_value)d characters, and %(limit_value)d can be published. Shorten it.",
        "This is too long: it has %(show_value)d characters, and %(limit_value)d can be published. Shorten it.",
        "limit_value",
    )


class YearField(forms.IntegerField):
    """A year. A text input, since a browser's number input loses what is no number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"}))
        kwargs["error_messages"] = {"invalid": YEAR_MESSAGE, **kwargs.get("error_messages", {})}
        super().__init__(**{**kwargs, "validators": [validate_year]})


class ManySelects(forms.SelectMultiple):
    """Several choices as several selects of one name, with empty ones to go on: no list to hold Ctrl in."""

    template_name = "submissions/widgets/many_selects.html"
    use_fieldset = True
    spare = 2

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = [str(code) for code in value or [] if code]
        choices = [(str(code), label) for code, label in self.choices if code]
        context["widget"]["choices"] = choices
        context["widget"]["values"] = [*chosen, *[""] * self.spare]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return list(dict.fromkeys(code for code in super().value_from_datadict(data, files, name) or [] if code))

    # Unlike a list without a choice, an empty select is sent, so what is not there was not on the page.
    value_omitted_from_data = forms.TextInput.value_omitted_from_data


class ManyField(forms.MultipleChoiceField):
    """Several of a list's values."""

    widget = ManySelects
    default_error_messages = {
        "invalid_choice": _("“%(value)s” is no longer in the list. Choose another, or none."),
    }


class OneField(forms.ChoiceField):
    """One of a list's values, or none."""

    default_error_messages = {
        "invalid_choice": _("“%(value)s” is not in the list. Choose one from the list."),
    }

    def __init__(self, *, choices: Any = (), **kwargs: Any) -> None:
        super().__init__(choices=[("", "—"), *choices], **kwargs)


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not said."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        choices = [("True", _("Yes")), ("False", _("No")), ("", _("Not said"))]
        super().__init__(
            choices=choices, coerce=lambda value: value == "True", empty_value=None, required=False, **kwargs
        )


class EventWidget(forms.TextInput):
    """An event, chosen by a radio button from those that typing finds."""

    template_name = "submissions/widgets/event.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.events: dict[str, Event] = {}
        self.proposed: dict[str, str] = {}
        self.found: list[Event] | None = None
        self.words = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = str(value or "")
        context["widget"] |= {
            "chosen": chosen,
            "event": self.events.get(chosen),
            "is_gone": chosen not in ("", *self.events, *self.proposed),
            "choices": event_choices([*self.events.values(), *(self.found or [])], self.proposed),
            "found": self.found,
            "words": self.words,
            "refusal": refusal_of_words(self.words),
        }
        return context


def event_choices(events: Iterable[Event], proposed: dict[str, str]) -> list[tuple[str, Any]]:
    """What a radio button stands for, and its label: events of the register, then those that the report proposes."""
    unique = {str(event.pk): event for event in events}
    return [*unique.items(), *proposed.items()]


class EventField(forms.CharField):
    """An event of the register, by its id, or one that this report proposes, as "new:" and its row's key."""

    widget = EventWidget

    def offer(self, events: dict[str, Event], proposed: dict[str, str]) -> None:
        """Say which events there are: those of the register that the report names, and those that it proposes."""
        self.events, self.proposed = events, proposed
        self._widget.events, self._widget.proposed = events, proposed

    def show_found(self, words: str, found: list[Event]) -> None:
        """Offer the events that were found for these words, too."""
        self._widget.words, self._widget.found = words, found

    @property
    def _widget(self) -> EventWidget:
        return cast("EventWidget", self.widget)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value:
            return None
        if value.startswith(PROPOSED):
            if value not in self.proposed:
                raise ValidationError(
                    _("The event that you proposed and chose here is gone. Propose it again, or choose another event.")
                )
            return value
        if value not in self.events:
            raise ValidationError(
                _("The event chosen here is no longer in the register. Choose another one, or propose it as a new one.")
            )
        return self.events[value]


def judged_here(field: forms.Field) -> forms.Field:
    """The field without what makes a browser cut, drop or refuse a text; the server judges it instead."""
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs.pop("minlength", None)
    field.widget.is_required = False
    if isinstance(field, forms.CharField) and not isinstance(field, EventField):
        field.validators = [
            NotTooLong(validator.limit_value) if isinstance(validator, MaxLengthValidator) else validator
            for validator in field.validators
        ]
        if validate_plain_text not in field.validators:
            field.validators.append(validate_plain_text)
        if isinstance(field, forms.URLField):
            field.widget = forms.TextInput(attrs={**field.widget.attrs, "inputmode": "url"})
    return field


def in_script_of(language: str, field: forms.Field) -> None:
    """Let what is typed run as its own script runs, and be read out in the report's language as far as that is known.

    An address, a number or a date is in no language.
    """
    is_text = isinstance(field, forms.CharField) and not isinstance(
        field, EventField | forms.URLField | forms.EmailField | PartialDateFormField | CurrencyField
    )
    if is_text:
        field.widget.attrs |= {"dir": "auto", **({"lang": language} if language else {})}
