"""What the admin's pages of records share: nothing is deleted, overwritten unseen, or refused without a sentence."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten, get_fields_from_path
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.forms.formsets import ManagementForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.admin_search import SearchedByWords
from common.dates import DAY_MESSAGE, YEAR_MESSAGE, validate_year
from common.fields import LanguageField, NumberField, PartialDateField, PlainTextField

MOST_ROWS = 300  # of one kind on one page


class YesNoSelect(forms.NullBooleanSelect):
    """Yes, no, or not said."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", _("not said")), ("true", _("yes")), ("false", _("no"))]


# A text runs the way of its own script. A browser's number input would lose a year typed as "20l9"; the server says
# what is wrong with it instead.
WIDGETS: dict[type[models.Field], dict[str, Any]] = {
    LanguageField: {},
    PartialDateField: {},
    PlainTextField: {"widget": AdminTextareaWidget(attrs={"dir": "auto", "rows": 3})},
    models.CharField: {"widget": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"})},
    models.PositiveSmallIntegerField: {"widget": forms.TextInput(attrs={"inputmode": "numeric", "size": 6})},
    models.DecimalField: {"form_class": NumberField},
}


class RecordForm(forms.ModelForm):
    """Knows which state of the record the editor saw, and refuses to overwrite a later one."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    refusal: ClassVar[str] = ""  # what the database said to the same post a moment ago

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.get_state()

    def get_state(self) -> str:
        """A text that is another one after each change of the record."""
        records = type(self.instance)._base_manager.filter(pk=self.instance.pk)
        return str(records.values_list("updated_at", flat=True).get().isoformat())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)
        if self.instance.pk and "seen" in self.fields:
            # Whoever saves at the same moment waits here until this one is done, and then sees it.
            record = type(self.instance)._base_manager.select_for_update().get(pk=self.instance.pk)
            seen, state = self["seen"].value(), self.get_state()
            if seen != state:
                # Saving once more is then a decision: the editor has been told.
                data = cast("QueryDict", self.data).copy()
                data[self.add_prefix("seen")] = state
                self.data = data
                raise ValidationError(self.get_change_sentence(record, seen), code="changed")
        return cleaned

    def get_change_sentence(self, record: Any, seen: str) -> str:
        """What to tell an editor whom somebody else was quicker than."""
        return _(
            "Somebody else changed this record on %(when)s, after you had opened it. Nothing of yours is saved yet, "
            "and all that you typed is below. Look at the record in another window, bring the two together here, "
            "then save."
        ) % {"when": date_format(timezone.localtime(record.updated_at), "DATETIME_FORMAT")}


class RowFormSet(forms.BaseInlineFormSet):
    """Rows of a record."""

    refusal: ClassVar[str] = ""
    default_error_messages = {
        **forms.BaseInlineFormSet.default_error_messages,
        "too_many_forms": _("There are more rows here than can be kept. Remove some: at most %(num)d are possible."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gone: range = range(0)
        self.kept: list[models.Model] = []
        if self.is_bound:
            self._make_gone_rows_new()

    def get_queryset(self) -> Any:
        """The stored rows; of a form that was sent, in the order in which it shows them, for the admin's headings."""
        return self.kept if self.is_bound else super().get_queryset()

    def total_form_count(self) -> int:
        """No more rows than were sent, whatever a forged form says of their number."""
        count = super().total_form_count()
        return min(count, self._posted_rows) if self.is_bound else count

    @cached_property
    def _posted_rows(self) -> int:
        row = re.compile(rf"{re.escape(str(self.prefix))}-(\d{{1,5}})-")
        found = [match for match in map(row.match, [*(self.data or ()), *(self.files or ())]) if match]
        return min(max((int(match[1]) + 1 for match in found), default=0), self.absolute_max)

    def _make_gone_rows_new(self) -> None:
        """Rows that somebody else removed while this form was open: what was typed into them moves to new rows."""
        stored = {str(row.pk): row for row in super().get_queryset()}
        # Django reads the formset's own counts only once, and that is after this has changed them.
        counts = ManagementForm(self.data, prefix=self.prefix)
        counts.full_clean()
        before = min(
            counts.cleaned_data["INITIAL_FORMS"] or 0, counts.cleaned_data["TOTAL_FORMS"] or 0, self._posted_rows
        )
        posted = [str(self.data.get(f"{self.add_prefix(place)}-id")) for place in range(before)]
        kept = [place for place in range(before) if posted[place] in stored]
        gone = [place for place in range(before) if posted[place] not in stored]
        self.kept = [stored[posted[place]] for place in kept]
        if not gone:
            return
        self.gone = range(len(kept), before)
        places = {self.add_prefix(old): self.add_prefix(new) for new, old in enumerate([*kept, *gone])}
        data = self._renamed(self.data, places)
        for place in self.gone:
            data[f"{self.add_prefix(place)}-id"] = ""
        data[f"{self.prefix}-INITIAL_FORMS"] = str(len(kept))
        self.data, self.files = data, self._renamed(self.files, places)

    def _renamed(self, data: Any, prefixes: dict[str, str]) -> Any:
        """What was posted, with the fields of some rows under the prefixes of others."""
        row = re.compile(rf"({re.escape(str(self.prefix))}-\d+)(-.*)", re.DOTALL)
        renamed: MultiValueDict[str, Any] = MultiValueDict()
        for name, values in data.lists() if data else ():
            found = row.fullmatch(name)
            renamed.setlist(prefixes.get(found[1], found[1]) + found[2] if found else name, values)
        return renamed

    def add_fields(self, form: Any, index: int | None) -> None:
        """A row's fields stand under the names of their columns, which a screen reader does not read out with them."""
        super().add_fields(form, index)
        for field in form.fields.values():
            if field.label:
                field.widget.attrs["aria-label"] = field.label
                # What the admin wraps in links to add and change is the widget inside.
                getattr(field.widget, "widget", field.widget).attrs["aria-label"] = field.label

    def clean(self) -> None:
        super().clean()
        for place in self.gone:
            if self.forms[place] not in self.deleted_forms:
                sentence = _("Somebody else removed this row meanwhile. Save again to put it back, or empty it.")
                self.forms[place].add_error(None, sentence)
        if self.refusal:
            raise ValidationError(self.refusal)

    def get_unique_error_message(self, unique_check: Any) -> str:
        """The constraint's own sentence, for two equal rows in one form."""
        for constraint in type(self.forms[0].instance)._meta.total_unique_constraints:
            if set(unique_check) <= set(constraint.fields):
                return str(constraint.violation_error_message)
        return super().get_unique_error_message(unique_check)


def name_in_lists(record: Any) -> str:
    """What a list to choose from calls a record: with what tells it from others of the same name, if it says so."""
    return str(getattr(record, "name_in_lists", record))


class SoundKeys(AutocompleteMixin):
    """A picker shows what was chosen. Django asks the database for it, and fails over what is no key."""

    KEY = re.compile(r"\d{1,18}", re.ASCII)

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, [key for key in value if self.KEY.fullmatch(str(key))], attr)


class Picker(SoundKeys, AutocompleteSelect):
    pass


class PickerOfSeveral(SoundKeys, AutocompleteSelectMultiple):
    pass


class PlainFields(admin.options.BaseModelAdmin):
    """Fields that lose nothing of what is typed, and say what is wrong with it."""

    formfield_overrides = WIDGETS

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if validate_year in db_field.validators:
            kwargs["error_messages"] = {"invalid": YEAR_MESSAGE}
        if type(db_field) is models.DateField:
            kwargs["error_messages"] = {"invalid": DAY_MESSAGE}
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(field, "label_from_instance"):
            field.label_from_instance = name_in_lists
        if isinstance(db_field, models.DateTimeField) and field:
            for part, name in zip(field.widget.widgets, (_("Date"), _("Time")), strict=True):
                part.attrs["aria-label"] = format_lazy("{}: {}", field.label, name)
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Picker(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PickerOfSeveral(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class Rows(PlainFields, admin.options.InlineModelAdmin):
    """Rows of a record in its form."""

    formset = RowFormSet
    extra = 1
    max_num = MOST_ROWS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        # Rows that somebody may only read are as many as they are; more are not taken.
        may_add = self.has_add_permission(request, obj)
        limits = {"validate_max": may_add, "absolute_max": self.max_num + 50}
        formset: Any = super().get_formset(request, obj, **{**limits, **kwargs})
        model, sentence = getattr(request, "refusal", (None, ""))
        formset.refusal = sentence if model is self.model else ""
        return formset


class RowInline(Rows, admin.TabularInline):
    """Rows of a record, a line each."""


class LargeRowInline(Rows, admin.StackedInline):
    """Rows of a record with more than fits on a line."""


class ListFilter(admin.SimpleListFilter):
    """A filter that looks its choices up once: Django makes each filter anew for the counts of each other filter."""

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        raise NotImplementedError

    def narrow(self, queryset: models.QuerySet[Any], value: str) -> models.QuerySet[Any]:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        found = request.__dict__.setdefault("filter_choices", {})
        if self.parameter_name not in found:
            found[self.parameter_name] = list(self.find_choices(model_admin))
        choices: list[tuple[str, Any]] = found[self.parameter_name]
        return choices

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        value = self.value()
        if value and value not in {choice for choice, _name in self.lookup_choices}:
            raise IncorrectLookupParameters  # Django shows the whole list
        return self.narrow(queryset, value) if value else queryset


class OfferedFilters(SearchedByWords):
    """A list that takes the filters that stand beside it and no others.

    Django takes any lookup of the table's own columns, so that an address could learn what no page shows, sign by sign.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup in self._offered(request) and super().lookup_allowed(lookup, value, request)

    def _offered(self, request: HttpRequest) -> set[str]:
        offered = request.__dict__.get("offered_filters")
        if offered is None:
            offered = {f"{self.date_hierarchy}__{part}" for part in ("year", "month", "day") if self.date_hierarchy}
            for one in self.get_list_filter(request):
                offered.update(self._parameters_of(one, request))
            request.__dict__["offered_filters"] = offered
        return cast("set[str]", offered)

    def _parameters_of(self, one: Any, request: HttpRequest) -> Iterable[str | None]:
        if isinstance(one, type):
            return [cast("type[admin.SimpleListFilter]", one).parameter_name]
        path, kind = (one, admin.FieldListFilter.create) if isinstance(one, str) else one
        field = get_fields_from_path(self.model, path)[-1]
        made: admin.FieldListFilter = kind(field, request, {}, self.model, self, field_path=path)
        return made.expected_parameters()


class RecordAdmin(PlainFields, OfferedFilters):
    """The page of a record with an address of its own."""

    form = RecordForm
    show_facets = admin.ShowFacets.ALWAYS
    list_per_page = 50
    save_on_top = True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The form, or, for those who may only read, what of it is stored."""
        fieldsets = self.get_form_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        stored = {field.name for field in self.opts.get_fields()}
        return [
            (heading, {**options, "fields": [name for name in flatten(options["fields"]) if name in stored]})
            for heading, options in fieldsets
        ]

    def get_form_fieldsets(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_fieldsets(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        model, sentence = getattr(request, "refusal", (None, ""))
        form.refusal = "" if model in {inline.model for inline in self.inlines} else sentence
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form. What only the database could see, such as two rows that exclude each other, becomes a sentence."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            request.refusal = refusal_of(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)


def refusal_of(error: IntegrityError) -> tuple[type[models.Model] | None, str]:
    """The sentence of the constraint that an error of the database names, and the model that has it."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return model, str(constraint.get_violation_error_message())
    return None, gettext(
        "Nothing was saved, because something that this record refers to changed at the same moment. Look through what "
        "you chose below, then save again."
    )
