"""What a search found, marked in the records of a page: in what they show, and in the names that they were found by."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalitions.models import Coalition, Event
from common.languages import Wording, direction
from finding.countries import names_of
from finding.search import Found
from finding.snippets import Marker, Text
from measures.models import Measure, Partner, Result


@dataclass
class Name:
    """A name that a record may be found by, in its languages.

    Where it was found by another one than `shown`, which is what the reader knows it by, it says both.
    """

    label: str
    texts: list[Text]
    shown: Text | None = None
    marked: SafeString = field(default_factory=SafeString, init=False)

    def mark(self, marker: Marker) -> bool:
        """Mark the first text that was found, if any was."""
        for text in self.texts:
            if marker.marks(text):
                found = _in_its_language(text, marker.whole(text))
                self.marked = found
                if self.shown and self.shown.text != text.text:
                    known = _in_its_language(self.shown, conditional_escape(self.shown.text))
                    self.marked = format_html("{} ({})", known, found)
                return True
        return False


def _in_its_language(text: Text, html: SafeString) -> SafeString:
    return format_html('<span lang="{}" dir="{}">{}</span>', text.language, direction(text.language), html)


@dataclass
class RecordTexts:
    """What a page shows of a record that was found."""

    title: Text
    texts: list[Text]  # of which a passage is shown
    names: list[Name]

    def all(self) -> Iterator[Text]:
        yield self.title
        yield from self.texts
        for name in self.names:
            yield from name.texts


def mark(found: Found, records: Iterable[Any], describe: Callable[[Any], RecordTexts]) -> None:
    """Give each record its title as `marked`, and where there are any, a `passage` and the names it was `found_by`."""
    described = {record: describe(record) for record in records}
    marker = Marker(found, (text for marked in described.values() for text in marked.all()))
    for record, marked in described.items():
        record.marked = marker.whole(marked.title)
        record.passage = marker.passage(marked.texts) if marked.texts else None
        record.found_by = [name for name in marked.names if name.mark(marker)]


def of_measure(measure: Measure) -> RecordTexts:
    written = [measure.main_features, measure.results_achieved, *(row.statement for row in measure.results.all())]
    return RecordTexts(
        Text(measure.bare_title, measure.language),
        [Text(text, measure.language) for text in written],
        [
            *_names_of(measure),
            *(Name(_name_of(Partner), [Text(partner.name, measure.language)]) for partner in measure.partners.all()),
        ],
    )


def of_result(result: Result) -> RecordTexts:
    measure = result.measure
    evidence = capfirst(str(Result._meta.get_field("evidence").verbose_name))
    title = Name(_name_of(Measure), [Text(measure.bare_title, measure.language)])
    return RecordTexts(
        Text(result.statement, measure.language),
        [],
        [title, Name(evidence, [Text(result.evidence, measure.language)]), *_names_of(measure)],
    )


def of_coalition(coalition: Coalition) -> RecordTexts:
    written = [coalition.description, coalition.acronym, coalition.former_names]
    return RecordTexts(
        _text(coalition.title),
        [Text(text, coalition.language) for text in written],
        [_other_names(coalition), *_countries([coalition.country])],
    )


def of_event(event: Event) -> RecordTexts:
    written = [event.description, event.place]
    return RecordTexts(
        _text(event.title),
        [Text(text, event.language) for text in written],
        [_other_names(event), *_countries([event.country])],
    )


def _names_of(measure: Measure) -> Iterator[Name]:
    """What the measure carries, and who reported it."""
    if measure.coalition:
        yield _named(measure.coalition)
    else:
        yield Name(capfirst(_("public authority")), [Text(measure.authority, measure.language)])
    for term in measure.terms.all():
        first, others = term.name, term.names
        texts = [_text(first), *(Text(name, code) for code, name in others.items())]
        yield Name(term.vocabulary.name, texts, shown=texts[0])
    for event in measure.events.all():
        yield _named(event)
    yield from _countries(measure.countries)


def _countries(codes: Iterable[Any]) -> Iterator[Name]:
    """The names of countries, the one that the reader sees first."""
    reader = get_language() or "en"
    for code in filter(None, map(str, codes)):
        names = sorted(names_of(code), key=lambda named: named[1] != reader)
        texts = [Text(name, language) for name, language in names]
        yield Name(_("Country"), texts, shown=texts[0])


def _named(record: Coalition | Event) -> Name:
    return Name(_name_of(type(record)), _in_all_languages(record), shown=_text(record.title))


def _name_of(model: type[Model]) -> str:
    return capfirst(str(model._meta.verbose_name))


def _other_names(record: Coalition | Event) -> Name:
    return Name(_("Also called"), _in_all_languages(record)[1:])


def _in_all_languages(record: Coalition | Event) -> list[Text]:
    shown = record.title
    names = {record.language: record.name} | record.other_names
    return [_text(shown), *(Text(name, code) for code, name in names.items() if name != shown)]


def _text(wording: Wording) -> Text:
    return Text(wording, wording.lang)
