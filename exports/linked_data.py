"""The public document in the words of schema.org, for search engines and whoever reads linked data."""

from typing import Any

from django.utils.translation import get_language

from coalitions.models import Coalition, Event
from common.countries import country_name
from common.languages import wording
from common.texts import excerpt
from measures.documents import MeasureDocument
from measures.links import absolute
from measures.models import Measure, Version

Data = dict[str, Any]
CONTEXT = "https://schema.org"


def measure_data(measure: Measure, version: Version | None) -> Data:
    """A measure is a report by an organisation, on a stretch of time and on places."""
    shown = MeasureDocument(measure).data
    reporter = shown["coalition"] or {"name": shown["authority"]}
    terms = [term for group in shown["terms"].values() for term in group]
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Report",
            "@id": absolute(measure.get_absolute_url()),
            "url": absolute(measure.get_absolute_url()),
            "name": shown["title"],
            "inLanguage": shown["language"],
            "abstract": excerpt(shown["main_features"], 500),
            "author": _organisation(reporter),
            "publisher": {"@type": "Organization", "name": "Polyphony", "url": absolute(f"/{get_language()}/")},
            "datePublished": measure.published_at.date().isoformat(),
            "dateModified": (version.made_at if version else measure.updated_at).date().isoformat(),
            "version": version.number if version else None,
            "temporalCoverage": _period(shown),
            "spatialCoverage": [_country(code) for code in shown["countries"]],
            "about": [_term(term) for term in terms],
            "contributor": [_organisation(partner) for partner in shown["partners"]],
            "mentions": [_event(event) for event in shown["events"]]
            + [_organisation(coalition) for coalition in shown["supported_coalitions"]],
            "citation": [link["url"] for link in shown["links"]],
            "isAccessibleForFree": True,
        }
    )


def coalition_data(coalition: Coalition) -> Data:
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "NGO",
            "@id": absolute(coalition.get_absolute_url()),
            "url": coalition.website or absolute(coalition.get_absolute_url()),
            "mainEntityOfPage": absolute(coalition.get_absolute_url()),
            "name": coalition.name,
            "alternateName": [*coalition.other_names.values(), coalition.acronym],
            "description": excerpt(coalition.description, 500),
            "foundingDate": coalition.founded,
            "areaServed": _country(str(coalition.country)),
        }
    )


def event_data(event: Event) -> Data:
    return _filled(
        {
            "@context": CONTEXT,
            "@id": absolute(event.get_absolute_url()),
            "url": absolute(event.get_absolute_url()),
            **_event(
                {"name": event.name, "start": event.start, "end": event.end, "place": event.place}
                | {"country": str(event.country)}
            ),
            "description": excerpt(event.description, 500),
        }
    )


def _organisation(named: Data) -> Data:
    return _filled({"@type": "Organization", "name": named["name"], "location": _country(named.get("country") or "")})


def _event(event: Data) -> Data:
    address = {"@type": "PostalAddress", "addressLocality": event["place"], "addressCountry": event["country"]}
    return _filled(
        {
            "@type": "Event",
            "name": event["name"],
            "startDate": event["start"],
            "endDate": event["end"],
            "location": _filled({"@type": "Place", "name": event["place"], "address": _filled(address)})
            if event["place"] or event["country"]
            else None,
        }
    )


def _term(term: Data) -> Data:
    return {"@type": "DefinedTerm", "termCode": term["code"], "name": str(wording(term["names"]))}


def _country(code: str) -> Data | None:
    return {"@type": "Country", "identifier": code, "name": country_name(code)} if code else None


def _period(shown: Data) -> str:
    """As ISO 8601 writes an interval: "2016/2019", "2016/.." while it lasts."""
    first, last = shown["first_year"], shown["last_year"]
    if not first:
        return ""
    return f"{first}/{'..' if shown['ongoing'] else last}" if last or shown["ongoing"] else str(first)


def _filled(data: Data) -> Data:
    """Without what is not known."""
    lists = {
        name: [item for item in value if item] if isinstance(value, list) else value for name, value in data.items()
    }
    return {name: value for name, value in lists.items() if value not in (None, "", [])}
