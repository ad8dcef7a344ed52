"""The secretariat's form of a measure: everything that can be said of it, on one page."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, FilteredSelectMultiple
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.countries import country_choices
from common.kept_uploads import KeptFileInput
from common.languages import wording
from common.record_admin import RecordForm, RowFormSet, YesNoSelect
from common.uploads import ACCEPT, judge
from measures import questions
from measures.differences import differences
from measures.models import Evidence, Measure, Term, Version, Vocabulary
from submissions.workflow import update_of

DRAFT = "_draft"  # the button's name


class ByBroaderTerm(ModelChoiceIterator):
    """Terms under the term that they belong to, such as areas under their goal."""

    def __iter__(self) -> Iterator[Any]:
        for broader, terms in groupby(self.queryset, lambda term: term.parent):
            choices = [self.choice(term) for term in terms]
            yield from [(str(broader), choices)] if broader else choices


class TermsField(forms.ModelMultipleChoiceField):
    """The terms of one vocabulary."""

    iterator = ByBroaderTerm
    widget = forms.CheckboxSelectMultiple

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        terms = Term.objects.of(vocabulary.code).select_related("parent", "vocabulary")
        super().__init__(
            queryset=terms.order_by("parent__position", "parent", "position", "pk"),
            required=False,
            label=vocabulary.name,
            help_text=wording(vocabulary.question),
        )


class MeasureForm(RecordForm):
    """Made with a field for each vocabulary by `measure_form`."""

    reason = forms.CharField(
        label=_("Reason for this change"),
        required=False,
        max_length=Version._meta.get_field("reason").max_length,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Kept in the measure's history, for instance: corrected the name of a partner."),
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries concerned"),
        required=False,
        choices=country_choices,
        widget=FilteredSelectMultiple(_("countries"), is_stacked=False),
        help_text=_("Where it took place or whom it concerned."),
    )

    class Meta:
        model = Measure
        exclude = ["terms"]
        widgets = {
            "main_features": AdminTextareaWidget(attrs={"rows": 14, "dir": "auto"}),
            "results_achieved": AdminTextareaWidget(attrs={"rows": 10, "dir": "auto"}),
            "ifcd_support": YesNoSelect,
            "evaluated": YesNoSelect,
        }
        labels = {
            "title": _("Name of the measure/initiative"),
            "ifcd_support": _("Was it supported by the International Fund for Cultural Diversity?"),
            "evaluated": _("Has the measure/initiative been evaluated?"),
            "evaluation_conclusions": _("If yes, what are the main conclusions?"),
        }
        help_texts = {
            "title": _("In the language of the report, without the years: they are asked below."),
            "main_features": _("Plain text, at most 10,000 characters. Leave an empty line between paragraphs."),
            "results_achieved": _("Plain text, at most 10,000 characters. Below, each result can be told by itself."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in (("main_features", questions.main_features), ("results_achieved", questions.results)):
            if name in self.fields:
                self.fields[name].label = question(self._asked)
        if self.instance.pk:
            carried = list(self.instance.terms.all())
            for name, field in self.terms_fields.items():
                of_vocabulary = [term.pk for term in carried if term.vocabulary_id == field.vocabulary.pk]
                self.initial.setdefault(name, of_vocabulary)

    @property
    def _asked(self) -> str:
        # A new measure is civil society's until somebody says otherwise.
        is_public = bool(self.instance.authority) and not self.instance.coalition_id
        return Measure.Reporter.PUBLIC_AUTHORITY if is_public else Measure.Reporter.CIVIL_SOCIETY

    @property
    def terms_fields(self) -> dict[str, TermsField]:
        return {name: field for name, field in self.fields.items() if isinstance(field, TermsField)}

    def clean(self) -> dict[str, Any] | None:
        """A draft is a report, which holds what a coalition is asked."""
        cleaned = super().clean()
        if DRAFT in self.data and (sentence := self._why_no_draft(cleaned or {})):
            raise ValidationError(sentence)
        return cleaned

    def _why_no_draft(self, cleaned: dict[str, Any]) -> str:
        if self.instance.pk and update_of(self.instance):
            return gettext("Another update of this measure has begun. Go on with that one.")
        if self.instance.is_withdrawn:
            return gettext("This measure is withdrawn. Make it public again before you prepare a draft of it.")
        if cleaned.get("authority") or not cleaned.get("coalition"):
            return gettext("Only what a coalition reports can be kept as a draft, since a draft is a report of it.")
        if "slug" in self.changed_data or (self.instance.pk and "coalition" in self.changed_data):
            return gettext("A draft changes neither who reports nor the address. Change that with “Save and publish”.")
        return ""

    def get_state(self) -> str:
        """The number of the latest version: what the editor's work is based on."""
        latest = self.instance.versions.order_by("-number").values_list("number", flat=True).first()
        return str(latest or 0)

    def get_change_sentence(self, record: Any, seen: str) -> str:
        """Who was quicker, and what exactly they changed."""
        kept = {str(version.number): version for version in record.versions.select_related("made_by")}
        latest = kept[self.get_state()]
        before = kept[seen].document if seen in kept else {}
        changes = [
            format_html("<dt>{}</dt><dd>{}</dd>", one.label, one.html) for one in differences(before, latest.document)
        ]
        sentence = _(
            "%(who)s changed this measure on %(when)s, after you had opened it. Nothing of yours is saved yet, and all "
            "that you typed is below. Bring their changes, which are listed here, into your text; then save again."
        ) % {
            "who": latest.made_by or _("Somebody else"),
            "when": date_format(timezone.localtime(latest.made_at), "DATETIME_FORMAT"),
        }
        return format_html('{}<dl class="differences">{}</dl>', sentence, format_html("{}" * len(changes), *changes))

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]  # Django's own hook, unknown to its stubs
        chosen = [term for name in self.terms_fields for term in self.cleaned_data[name]]
        self.instance.terms.set(chosen)


def measure_form() -> type[MeasureForm]:
    """The form with a field for each vocabulary there is now, named "terms_<code>"."""
    fields = {terms_field_name(vocabulary): TermsField(vocabulary) for vocabulary in Vocabulary.objects.all()}
    return type("MeasureForm", (MeasureForm,), fields)


def terms_field_name(vocabulary: Vocabulary) -> str:
    return f"terms_{vocabulary.code}"


class OrderedFormSet(RowFormSet):
    """Rows that keep their order: by the numbers that an editor gave, new ones without a number last."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if position := form.fields.get("position"):
            position.required, position.label = False, _("Order")
        if not form.instance.pk:
            form.initial["position"] = None

    def clean(self) -> None:
        super().clean()
        rows = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        last = max((form.instance.position or 0 for form in self.forms), default=0)
        for form in rows:
            if form.cleaned_data.get("position") is None:
                last += 1
                form.instance.position = last


class EvidenceForm(forms.ModelForm):
    """A file is judged by its content, which also gives it its type and its name."""

    class Meta:
        model = Evidence
        fields = ["file", "title", "name", "position"]
        widgets = {"file": KeptFileInput(attrs={"accept": ACCEPT})}
        error_messages = {"file": {"empty": _("This file is empty, or no longer kept. Choose it again.")}}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            judged = judge(file)
            self.instance.content_type, self.instance.size = judged.content_type, judged.size
            self.instance.name = file.name = judged.name
            self.fields["file"].widget.accept(file)
        return file

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"] or self.instance.name)


class EvidenceFormSet(OrderedFormSet):
    default_error_messages = {
        **OrderedFormSet.default_error_messages,
        "too_many_forms": _("A measure can have %(num)d files at most. Remove some, or give links instead."),
    }
