"""How the listings are filtered: the query string of DESIGN's contract, for pages, feeds, exports and the API alike.

A parameter given twice widens, different parameters narrow. What is no known value makes the FilterSet invalid, and the
views answer 400 with its sentences; so they do to an unknown parameter, but on pages, which say so. Which records carry
what is known to the register in memory (finding/register.py), so a list, its counts, its feed and its export cannot
disagree.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from coalitions.models import Coalition, Event, Membership, StatusChange
from common.countries import country_choices
from common.dates import FIRST_YEAR, LAST_YEAR, YEAR_MESSAGE
from common.languages import language_choices
from common.word_search import LONGEST, refusal_of_words
from finding import years
from finding.index import Carriers, Index, RecordKind
from finding.kinds import COALITION, EVENT, MEASURE, RESULT
from finding.regions import depths, region_choices, regions
from finding.register import REGISTER
from finding.search import search
from finding.selection import RELEVANCE, SelectedRecords, Selection, one_of
from measures.models import Cycle, Measure, Result, Vocabulary

MORE = "more"
PAGE_PARAMETERS = ("page", MORE)  # parameters that say nothing about what is listed
# What others add to an address that is shared, to follow who opens it.
TRACKING = re.compile(r"(utm|mtm|mc)_\w+|\w+clk?id|igshid")
NO_PARAMETER = _("There is no parameter of this name. Remove it, or see the documentation at /api/.")
YEARS = [(str(year), str(year)) for year in range(LAST_YEAR, FIRST_YEAR - 1, -1)]

ValueNames = dict[Any, tuple[str, str]]  # for each value of a facet, as the query string and as people write it


class FacetFilter:
    """A facet of a listing: a filter whose values are offered with what choosing them would give."""

    field_name: str
    most_first = False  # whether its values are offered by their counts, or in the order of the choices
    is_open = False  # whether they can be seen without opening it

    def values(self, index: Index) -> Carriers:
        """The records that carry each value."""
        return index.facets[self.field_name]

    def keys(self, chosen: Any) -> list[Any]:
        """What was chosen, as `values` has it."""
        return list(chosen)

    def narrow(self, index: Index, chosen: Any) -> BitMap:
        """The records that carry one of the chosen values."""
        values = self.values(index)
        return BitMap.union(BitMap(), *(values[key] for key in self.keys(chosen) if key in values))

    def named(self, _keys: Iterable[Any]) -> ValueNames:
        """The names of all values, or at least of these, in the order in which they are offered."""
        field: Any = self.field  # type: ignore[attr-defined]
        return {value: (str(value), capfirst(str(label))) for value, label in field.choices}

    def depth(self, _key: Any) -> int:
        """How far below others the value stands."""
        return 0


class Codes(FacetFilter, filters.MultipleChoiceFilter):
    """One of several codes; the parameter may be given more than once."""

    def __init__(self, *args: Any, most_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_first = most_first
        self.always_filter = False
        self.extra["error_messages"] = {
            "invalid_choice": _("“%(value)s” is not a value of this filter. Choose one from the list, or remove it.")
        }


class Records(Codes):
    """One of several records that are few, by their codes."""

    def __init__(self, *args: Any, records: Any, index_facet: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = records
        self.index_facet = index_facet

    @cached_property
    def records(self) -> list[Any]:
        return list(self.given())

    @property
    def field(self) -> Any:
        self.extra["choices"] = [(record.code, str(record)) for record in self.records]
        return super().field

    def values(self, index: Index) -> Carriers:
        carriers = index.facets[self.index_facet]
        return {record.code: carriers[record.pk] for record in self.records if record.pk in carriers}

    def named(self, _keys: Iterable[Any]) -> ValueNames:
        return {record.code: (record.code, getattr(record, "name", str(record))) for record in self.records}


class Regions(Codes):
    """A region of the world: the records that concern one of its countries."""

    is_open = True

    def values(self, index: Index) -> Carriers:
        return index.made_once(
            "region", lambda index: {code: index.carrying("country", region) for code, region in regions().items()}
        )

    def depth(self, key: Any) -> int:
        return depths()[key]


class Years(Codes):
    """A year in which something went on."""

    def values(self, index: Index) -> Carriers:
        now = timezone.localdate().year  # a process that outlives the year knows the next one, too
        return index.made_once(f"year, in {now}", lambda index: years.by_year(index, now))

    def narrow(self, index: Index, chosen: list[str]) -> BitMap:
        return BitMap.union(BitMap(), *(years.going_on(index, int(year)) for year in chosen))


class Slugs(FacetFilter, filters.ModelMultipleChoiceFilter):
    """One of several records, by slug."""

    most_first = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, to_field_name="slug", **kwargs)
        self.extra["error_messages"] = {
            "invalid_choice": _("“%(value)s” is not in the register. Choose one from the list, or remove it.")
        }

    def keys(self, chosen: Any) -> list[Any]:
        return [record.pk for record in chosen]

    def named(self, keys: Iterable[Any]) -> ValueNames:
        records = list(self.queryset.filter(pk__in=keys))
        times = Counter(str(record) for record in records)
        return {
            record.pk: (record.slug, record.title if times[str(record)] == 1 else record.name_in_lists)
            for record in records
        }


class Year(filters.NumberFilter):
    """The first or last of the years in which something went on, in four digits."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), YEAR_MESSAGE)
        super().__init__(*args, min_value=FIRST_YEAR, max_value=LAST_YEAR, error_messages=messages, **kwargs)

    def get_max_validator(self) -> None:
        return None


class From(Year):
    def narrow(self, index: Index, year: int) -> BitMap:
        return years.since(index, year)


class To(Year):
    def narrow(self, index: Index, year: int) -> BitMap:
        return years.until(index, year)


class When(FacetFilter, filters.ChoiceFilter):
    """Whether something is over, which changes with the day and not with the register."""

    def values(self, index: Index) -> Carriers:
        coming = BitMap(Event.objects.coming().values_list("pk", flat=True)) & index.records
        return {"coming": coming, "past": index.records - coming}

    def keys(self, chosen: Any) -> list[Any]:
        return [chosen]


class Sort(filters.ChoiceFilter):
    """The order of a listing; the most relevant first unless another is asked for, or nothing is searched for."""

    def __init__(self, *choices: tuple[str, Any]) -> None:
        super().__init__(label=_("Sort by"), choices=[(RELEVANCE, _("relevance")), *choices], empty_label=None)


def validate_words(words: str) -> None:
    """Raise ValidationError where there are more words than anybody means."""
    if refusal := refusal_of_words(words):
        raise ValidationError(refusal)


class ListingFilterSet(filters.FilterSet):
    """What every listing's filters have in common: words to search for, an order, and the selection they make."""

    listed: ClassVar[RecordKind]
    first_order: ClassVar[str] = "newest"  # unless another is asked for, or words are searched for

    q = filters.CharFilter(label=_("Search"), max_length=LONGEST, validators=[validate_words])

    def __init__(self, data: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        super().__init__(without_blanks(data), queryset, **kwargs)

    @cached_property
    def selection(self) -> Selection:
        """What these filters choose from the register as it is now. Ask `is_valid()` before."""
        index = REGISTER.index(self.listed)
        asked = self.form.cleaned_data if self.is_bound else {}
        narrowed = {
            name: self.filters[name].narrow(index, value)
            for name, value in asked.items()
            if hasattr(self.filters[name], "narrow") and is_given(value)
        }
        found = search(index, asked["q"]) if asked.get("q") else None
        order = asked.get("sort") or RELEVANCE
        if order == RELEVANCE and not found:  # nothing is relevant where nothing is searched for
            order = self.first_order
        return Selection(index, narrowed, found, order)

    @property
    def correction(self) -> str:
        """What was looked for instead, when nothing has the words that were typed."""
        found = self.selection.found
        return found.correction if found else ""

    @property
    def correction_in_words(self) -> str:
        if not self.correction:
            return ""
        words = {"typed": self.form.cleaned_data["q"], "meant": self.correction}
        return str(_("Nothing has “%(typed)s”. This is the list for “%(meant)s”.") % words)

    @property
    def unknown(self) -> list[str]:
        """The parameters of the query string that mean nothing in this listing."""
        return unknown(self, PAGE_PARAMETERS)

    @property
    def ignored(self) -> list[str]:
        """Those that somebody may have meant something by."""
        return [name for name in self.unknown if not TRACKING.fullmatch(name)]

    @property
    def query(self) -> str:
        """The query string without what is blank or unknown."""
        known = self.data.copy()
        for name in self.unknown:
            del known[name]
        return str(known.urlencode())

    def chosen_keys(self, name: str) -> list[Any]:
        """The values in use of a facet."""
        value = self.form.cleaned_data.get(name)
        return self.filters[name].keys(value) if is_given(value) else []

    @property
    def selected(self) -> SelectedRecords:
        """The records that match, in the order of the listing."""
        return SelectedRecords(self.selection, self.queryset)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the records that match, for what has to be asked in another order than the selection's."""
        return queryset.filter(pk__in=one_of(self.selection.matching))


def unknown(filterset: filters.FilterSet, others: Iterable[str]) -> list[str]:
    """The parameters of the query string that are no filter, and none of the others."""
    return [name for name in filterset.data if name not in filterset.filters and name not in others]


def is_given(value: Any) -> bool:
    """Whether a parameter was in the query string: a number, or one value at least."""
    return isinstance(value, int) or bool(value)


def without_blanks(data: Any) -> Any:
    """A query string without what a form sends when nothing was chosen: "?country=&goal=" filters nothing."""
    if not isinstance(data, QueryDict):
        return data
    filled = data.copy()
    for name, values in data.lists():
        filled.setlist(name, [value for value in values if value.strip()])
    return filled


class MeasureFilterSet(ListingFilterSet):
    """Filters measures."""

    listed = MEASURE

    region = Regions(label=_("Region of the world"), choices=region_choices)
    country = Codes(label=_("Country"), choices=country_choices, most_first=True)
    coalition = Slugs(label=_("Coalition"), queryset=Coalition.objects.all())
    supported = Slugs(label=_("Coalition supported"), queryset=Coalition.objects.all())
    event = Slugs(label=_("Event"), queryset=Event.objects.all())
    reporter = Codes(label=_("Reported by"), choices=Measure.Reporter.choices)
    language = Codes(label=_("Language of the report"), choices=language_choices, most_first=True)
    cycle = Records(label=_("Reporting cycle"), records=Cycle.objects.all, index_facet="cycle")
    year = Years(label=_("Year"), choices=YEARS)
    year_from = From(label=_("From year"))
    year_to = To(label=_("To year"))
    sort = Sort(("newest", _("newest")), ("period", _("period")), ("title", _("title")))

    class Meta:
        model = Measure
        fields: list[str] = []

    def __init__(self, data: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        # A vocabulary is a row: its terms become a filter named by its code.
        vocabularies = {
            vocabulary.code: self.of(vocabulary) for vocabulary in Vocabulary.objects.prefetch_related("terms")
        }
        self.filters: dict[str, Any] = {"q": self.filters["q"], **vocabularies, **self.filters}

    def of(self, vocabulary: Vocabulary) -> Records:
        terms = Records(
            label=vocabulary.name, records=vocabulary.terms.all, index_facet="term", field_name=vocabulary.code
        )
        terms.parent, terms.model = self, self.queryset.model
        return terms


class ResultFilterSet(MeasureFilterSet):
    """Filters results by what they are and by the measure they belong to."""

    listed = RESULT

    result = Codes(label=_("Kind of result"), choices=Result.Kind.choices, field_name="kind")
    beneficiary = Slugs(label=_("Coalition that gained"), queryset=Coalition.objects.all())
    came_from = Slugs(label=_("Event it came from"), queryset=Event.objects.all())
    sort = Sort(("newest", _("newest")))

    class Meta:
        model = Result
        fields: list[str] = []


class CoalitionFilterSet(ListingFilterSet):
    """Filters coalitions."""

    listed = COALITION
    first_order = "title"

    region = Regions(label=_("Region of the world"), choices=region_choices)
    country = Codes(label=_("Country"), choices=country_choices, most_first=True)
    federation = Slugs(label=_("Federation"), queryset=Coalition.objects.federations())
    role = Codes(label=_("Role in a federation"), choices=Membership.Role.choices)
    status = Codes(label=_("Status"), choices=StatusChange.Status.choices)
    language = Codes(label=_("Language"), choices=language_choices, most_first=True)
    sort = Sort(("title", _("name")), ("founded", _("founding")))

    class Meta:
        model = Coalition
        fields: list[str] = []


class EventFilterSet(ListingFilterSet):
    """Filters events."""

    listed = EVENT
    first_order = "date"

    when = When(label=_("When"), choices=[("coming", _("coming")), ("past", _("past"))], empty_label=_("any time"))
    region = Regions(label=_("Region of the world"), choices=region_choices)
    country = Codes(label=_("Country"), choices=country_choices, most_first=True)
    kind = Codes(label=_("Kind of event"), choices=Event.Kind.choices)
    coalition = Slugs(label=_("Coalition"), queryset=Coalition.objects.all())
    language = Codes(label=_("Language"), choices=language_choices, most_first=True)
    year = Years(label=_("Year"), choices=YEARS)
    year_from = From(label=_("From year"))
    year_to = To(label=_("To year"))
    sort = Sort(("date", _("date")), ("title", _("name")))

    class Meta:
        model = Event
        fields: list[str] = []

    @property
    def is_by_date(self) -> bool:
        """Whether the events come as a calendar has them, the next one first, and not as they match or are called."""
        return self.selection.order == "date"
