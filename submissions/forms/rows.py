"""Rows of a report: results, events, partners, financial resources and links."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalitions.models import Event, Participation
from common.fields import CurrencyField, NumberField
from measures.models import Funding, Link, Partner, Result
from submissions.forms.base import RowForm
from submissions.forms.fields import EventField, OneField, YearField


class ResultRow(RowForm):
    noun = _("Result")
    proposal = {"kind": Result.Kind.OTHER.value}
    quantity = NumberField(label=_("How many"), required=False, min_value=0)
    event = EventField(label=_("Event it came from"), required=False)
    beneficiary = OneField(label=_("Coalition that gained"), required=False)

    class Meta:
        model = Result
        fields = ["statement", "kind", "date", "quantity", "unit", "evidence"]
        labels = {"statement": _("What was achieved?"), "kind": _("Kind of result"), "date": _("When")}
        help_texts = {"evidence": _("A document, a decision, a web address.")}
        widgets = {"statement": forms.Textarea(attrs={"rows": 3}), "evidence": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"statement": {"required": _("Say what was achieved, or empty the row.")}}

    field_order = ["statement", "kind", "date", "quantity", "unit", "beneficiary", "event", "evidence"]

    def ask(self) -> None:
        self.choose_from("beneficiary", [("", "—"), *self.lists.coalition_choices()])


class EventRow(RowForm):
    noun = pgettext_lazy("row", "Event")
    event = EventField(label=_("Which event?"), error_messages={"required": _("Choose an event, or remove the row.")})
    role = OneField(label=_("Part that your coalition took"), choices=Participation.Role.choices, required=False)

    class Meta:
        model = Participation
        fields = ["role"]

    field_order = ["event", "role"]

    @property
    def is_empty(self) -> bool:
        return not self.answers.get("event") and not self.answers.get("role")


class ProposedEventRow(RowForm):
    noun = _("Proposed event")
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)
    role = OneField(label=_("Part that your coalition took"), choices=Participation.Role.choices, required=False)

    class Meta:
        model = Event
        fields = ["name", "language", "kind", "start", "end", "place", "country", "website"]
        error_messages = {
            "name": {"required": _("Give the event's name, or remove the row.")},
            "kind": {"required": _("Choose what kind of event it was.")},
        }
        help_texts = {"end": _("Leave it empty for a single day.")}


class PartnerRow(RowForm):
    noun = _("Partner")

    class Meta:
        model = Partner
        fields = ["name", "type", "country"]
        error_messages = {"name": {"required": _("Give the partner's name, or remove the row.")}}


class FundingRow(RowForm):
    noun = _("Financial resource")
    proposal = {"currency": "USD"}
    amount = NumberField(
        label=_("Amount"), min_value=0, error_messages={"required": _("Give the amount in digits, or remove the row.")}
    )
    year = YearField(label=_("Year"), required=False)

    class Meta:
        model = Funding
        fields = ["amount", "currency", "source", "year"]
        field_classes = {"currency": CurrencyField}


class LinkRow(RowForm):
    noun = pgettext_lazy("row", "Link")
    url = forms.URLField(
        label=_("Web address"),
        assume_scheme="https",
        max_length=500,
        error_messages={
            "required": _("Give the web address, or remove the row."),
            "invalid": _("This is no web address. Write it as in the browser's address bar: https://example.org/page"),
        },
    )

    class Meta:
        model = Link
        fields = ["url", "label"]
