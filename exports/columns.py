"""The columns of each listing's table, made from the public document; docs/data.md explains them to readers.

Headers are the same in every language, so that one script can read the tables of all languages. What has a code has two
columns: the code, and its name in the interface language.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coalitions.models import Event, Participation, StatusChange
from common.countries import country_name
from common.dates import PartialDate, display_years
from common.languages import language_name, wording
from measures.models import Measure, Partner, Result, Vocabulary

Document = dict[str, Any]  # what columns are read from: the public document of a record, or a row of a chart's table
Cell = str | int | bool | Decimal | PartialDate | datetime.datetime | None
Read = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """One column: its header, what it says, and how it is read from a document. `field` is the document's field."""

    name: str
    about: str | Promise
    read: Callable[[Document], Cell]
    field: str


def columns_of(listing: str) -> list[Column]:
    """The columns of a listing's table, in order."""
    return COLUMNS[listing]()


def at(path: str) -> Read:
    """A function that reads a value of a document: `at("coalition.slug")` gives None where there is no coalition."""
    names = path.split(".")

    def read(document: Document) -> Any:
        value: Any = document
        for name in names:
            value = value[name] if value is not None else None
        return value

    return read


def _plain(name: str, about: str | Promise, path: str = "") -> Column:
    path = path or name
    return Column(name, about, at(path), path.partition(".")[0])


def _date(name: str, about: str | Promise) -> Column:
    read = at(name)
    return Column(name, about, lambda document: PartialDate(read(document)) if read(document) else None, name)


def _number(name: str, about: str | Promise) -> Column:
    read = at(name)
    return Column(name, about, lambda document: None if read(document) is None else Decimal(read(document)), name)


def _moment(name: str, about: str | Promise) -> Column:
    return Column(name, about, lambda document: datetime.datetime.fromisoformat(document[name]), name)


def _coded(name: str, about: str | Promise, label: Callable[[str], str], path: str = "") -> list[Column]:
    """A code, and what it means in the interface language."""
    code = at(path or name)
    named = Column(
        f"{name}_name", _in_words(name), lambda document: label(code(document)) if code(document) else "", name
    )
    return [_plain(name, about, path), Column(named.name, named.about, named.read, (path or name).partition(".")[0])]


def _several(name: str, about: str | Promise, code: Read, label: Read, path: str = "") -> list[Column]:
    """The codes of several things, and their names in the same order."""
    items = at(path or name)
    source = (path or name).partition(".")[0]
    return [
        Column(name, about, lambda document: joined(map(code, items(document))), source),
        Column(f"{name}_names", _in_words(name), lambda document: joined(map(label, items(document))), source),
    ]


def _in_words(name: str) -> Any:
    return _("“%(column)s” in words, in the language of the table.") % {"column": name}


def joined(values: Iterable[Any]) -> str:
    """Several values in one cell."""
    return "; ".join(str(value) for value in values)


def _label(choices: Any) -> Callable[[str], str]:
    return lambda code: str(choices(code).label)


slug, name, country = at("slug"), at("name"), at("country")
SLUG = _("The last part of the address of its page.")
URL = _("The address of its page.")
UPDATED = _("When it was last changed (UTC).")
LANGUAGE = _("The language that it is written in (ISO 639-1).")
COUNTRY = _("The country of its seat (ISO 3166-1 alpha-2).")
CYCLE = _("The reporting cycle, by its first and last year.")
COUNTRIES = _("The countries concerned (ISO 3166-1 alpha-2).")


def measure_columns() -> list[Column]:
    return [
        _plain("slug", SLUG),
        _plain("url", URL),
        _plain("title", _("The title, without the period.")),
        Column("period", _("The period in words."), _period, "first_year"),
        _plain("first_year", _("The year in which it began.")),
        _plain("last_year", _("The year in which it ended.")),
        _plain("ongoing", _("Whether it goes on.")),
        *_coded("language", LANGUAGE, language_name),
        *_reporter(),
        _plain("cycle", CYCLE),
        _plain("main_features", _("The main features of the measure.")),
        _plain("results_achieved", _("The results achieved so far.")),
        Column("results", _("The single results, one a line."), _statements, "results"),
        *_several("countries", COUNTRIES, str, country_name),
        *[column for vocabulary in Vocabulary.objects.all() for column in _terms(vocabulary)],
        *_several("supported_coalitions", _("The coalitions that it supported."), slug, name),
        *_several("events", _("The events that belong to it."), slug, name),
        Column("partners", _("The partners."), lambda document: joined(map(name, document["partners"])), "partners"),
        *_several("partner_types", _("The types of entity of the partners."), at("type"), _partner_type, "partners"),
        Column("fundings", _("The financial resources: amount, currency, source and year."), _fundings, "fundings"),
        _plain("ifcd_support", _("Whether the International Fund for Cultural Diversity supported it.")),
        _plain("evaluated", _("Whether it has been evaluated.")),
        _plain("evaluation_year", _("The year of the evaluation.")),
        _plain("evaluation_conclusions", _("The main conclusions of the evaluation.")),
        Column(
            "links", _("Pages elsewhere about it."), lambda document: joined(map(at("url"), document["links"])), "links"
        ),
        Column("evidence", _("Where its evidence files are downloaded."), _evidence, "evidence"),
        _plain("version", _("The number of the latest version.")),
        _moment("published_at", _("When it was first published (UTC).")),
        _moment("updated_at", UPDATED),
    ]


def result_columns() -> list[Column]:
    return [
        _plain("id", _("A number that stays the same when the result is corrected.")),
        _plain("statement", _("What was achieved.")),
        *_coded("kind", _("The kind of result."), _label(Result.Kind)),
        _date("date", _("When: a day, a month or a year.")),
        _number("quantity", _("How many.")),
        _plain("unit", _("Of what.")),
        _plain("evidence", _("What shows it.")),
        *_named("event", _("The event that it came from.")),
        *_named("beneficiary", _("The coalition that gained.")),
        _plain("measure", _("The measure that it belongs to."), "measure.slug"),
        _plain("measure_title", _("The title of the measure, without the period."), "measure.title"),
        _plain("measure_url", URL, "measure.url"),
        Column(
            "measure_period", _("The period of the measure."), lambda document: _period(document["measure"]), "measure"
        ),
        _plain("cycle", CYCLE, "measure.cycle"),
        *_several("countries", COUNTRIES, str, country_name, "measure.countries"),
        *[column for vocabulary in Vocabulary.objects.all() for column in _terms_of_measure(vocabulary)],
        *_coded("language", LANGUAGE, language_name, "measure.language"),
        *_reporter("measure."),
    ]


def coalition_columns() -> list[Column]:
    return [
        _plain("slug", SLUG),
        _plain("url", URL),
        _plain("name", _("The official name.")),
        *_coded("language", LANGUAGE, language_name),
        Column("name_here", _("The name in the language of the table."), _name_here, "other_names"),
        _plain("acronym", _("The acronym.")),
        _plain("former_names", _("Former names, one a line.")),
        _plain("is_federation", _("Whether it is a federation, whose members are coalitions.")),
        *_coded("country", COUNTRY, country_name),
        _date("founded", _("When it was founded: a day, a month or a year.")),
        Column("status", _("The latest known status."), lambda document: _status(document).get("status"), "statuses"),
        Column("status_name", _in_words("status"), _status_name, "statuses"),
        Column("status_since", _("Since when."), lambda document: _status(document).get("since"), "statuses"),
        *_several(
            "federations",
            _("The federations that it is or was a member of."),
            _federation(slug),
            _federation(name),
            "memberships",
        ),
        _plain("description", _("What it is.")),
        Column("description_here", _("What it is, in the language of the table."), _about_here, "other_descriptions"),
        _plain("website", _("Its website.")),
        _moment("updated_at", UPDATED),
    ]


def event_columns() -> list[Column]:
    return [
        _plain("slug", SLUG),
        _plain("url", URL),
        _plain("name", _("The name.")),
        *_coded("language", LANGUAGE, language_name),
        Column("name_here", _("The name in the language of the table."), _name_here, "other_names"),
        *_coded("kind", _("The kind of event."), _label(Event.Kind)),
        _date("start", _("The first day, or the month or year in which it was.")),
        _date("end", _("The last day, or the month or year in which it ended.")),
        _plain("place", _("The town, or “online”.")),
        *_coded("country", _("The country (ISO 3166-1 alpha-2)."), country_name),
        *_several(
            "participations", _("The coalitions that took part, with their role."), _participant, _participant_name
        ),
        _plain("description", _("What it was about.")),
        _plain("website", _("Its website.")),
        _moment("updated_at", UPDATED),
    ]


def _reporter(path: str = "") -> list[Column]:
    return [
        *_coded(
            "reporter",
            _("Who reports: civil society or a public authority."),
            _label(Measure.Reporter),
            f"{path}reporter",
        ),
        *_named("coalition", _("The coalition that reported it."), f"{path}coalition"),
        *_coded("coalition_country", COUNTRY, country_name, f"{path}coalition.country"),
        _plain("authority", _("The public authority that reported it."), f"{path}authority"),
    ]


def _named(name: str, about: str | Promise, path: str = "") -> list[Column]:
    """Another record: the last part of its address, and its own name."""
    path = path or name
    return [_plain(name, about, f"{path}.slug"), _plain(f"{name}_name", _("Its name."), f"{path}.name")]


def _terms_of_measure(vocabulary: Vocabulary) -> list[Column]:
    """The terms of a result's measure; the measure's kind is another one than the result's."""
    is_taken = vocabulary.code in {field.name for field in Result._meta.fields}
    return _terms(vocabulary, "measure.terms", "measure_" if is_taken else "")


def _terms(vocabulary: Vocabulary, path: str = "terms", prefix: str = "") -> list[Column]:
    code, carried, field = vocabulary.code, at(path), path.partition(".")[0]
    name = prefix + code

    def terms(document: Document) -> list[Document]:
        found: list[Document] = carried(document).get(code, [])
        return found

    return [
        Column(name, vocabulary.name, lambda document: joined(map(at("code"), terms(document))), field),
        Column(
            f"{name}_names",
            _in_words(name),
            lambda document: joined(wording(term["names"]) for term in terms(document)),
            field,
        ),
    ]


def _period(document: Document) -> str:
    return display_years(document["first_year"], document["last_year"], ongoing=document["ongoing"])


def _statements(document: Document) -> str:
    return "\n".join(" ".join(result["statement"].split()) for result in document["results"])


def _fundings(document: Document) -> str:
    parts = ("amount", "currency", "source", "year")
    return joined(" ".join(str(row[part]) for part in parts if row[part]) for row in document["fundings"])


def _partner_type(partner: Document) -> str:
    return str(Partner.Type(partner["type"]).label) if partner["type"] else ""


def _evidence(document: Document) -> str:
    return joined(map(at("url"), document["evidence"]))


def _about_here(document: Document) -> str:
    return wording(document["other_descriptions"], document["description"], document["language"])


def _name_here(document: Document) -> str:
    return wording(document["other_names"], document["name"], document["language"])


def _status(document: Document) -> Document:
    return next(reversed(document["statuses"]), {})  # they come in the order of StatusChange


def _status_name(document: Document) -> str:
    status = _status(document).get("status")
    return str(StatusChange.Status(status).label) if status else ""


def _federation(read: Read) -> Read:
    return lambda membership: read(membership["federation"])


def _participant(part: Document) -> str:
    return f"{part['coalition']['slug']} ({part['role']})"


def _participant_name(part: Document) -> str:
    return f"{part['coalition']['name']} ({Participation.Role(part['role']).label})"


COLUMNS: dict[str, Callable[[], list[Column]]] = {
    "measures": measure_columns,
    "results": result_columns,
    "coalitions": coalition_columns,
    "events": event_columns,
}
