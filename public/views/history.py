"""The history of a measure: every version that was ever public, and what changed from one to the next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from common.dates import display_years
from common.languages import Wording
from measures import questions
from measures.differences import Difference, differences
from measures.models import Measure, Version
from measures.version_authors import authors
from public.views.records import public_measure, record_page

# What the page of a version shows above its facts, and what has a line for each row.
SHOWN_APART = {"slug", "title", "language", "first_year", "last_year", "ongoing", "main_features", "results_achieved"}
ROWS = {"results", "partners", "fundings", "links", "evidence", "events", "evaluation_conclusions"}


@record_page
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """The versions, the latest first: when, by whom and why."""
    measure = public_measure(Measure.objects.select_related("coalition"), slug)
    versions = list(measure.versions.defer("document"))
    roles = authors(measure, versions)
    context = {"measure": measure, "versions": [(version, roles.get(version.number, "")) for version in versions]}
    return render(request, "public/measures/history.html", context)


@record_page
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version: what it changed, and the whole document as it was."""
    measure = public_measure(Measure.objects.select_related("coalition"), slug)
    version = get_object_or_404(measure.versions, number=number)
    before = measure.versions.filter(number__lt=number).order_by("-number").first()
    context = {
        "measure": measure,
        "version": version,
        "before": before,
        "after": measure.versions.filter(number__gt=number).order_by("number").first(),
        "role": authors(measure, [version]).get(version.number, ""),
        "changes": differences(before.document, version.document) if before else [],
        **_as_it_was(version),
    }
    return render(request, "public/measures/version.html", context)


def _as_it_was(version: Version) -> dict[str, Any]:
    """The kept document, as the page shows it; a version may be older than some field."""
    document = version.document
    language = document.get("language") or "en"
    years = (document.get("first_year"), document.get("last_year"))
    reporter = document.get("reporter") or Measure.Reporter.CIVIL_SOCIETY
    facts: list[Difference] = [fact for fact in differences({}, document) if fact.field not in SHOWN_APART]
    return {
        "title": Wording(document.get("title") or "", language),
        "period": display_years(*years, ongoing=bool(document.get("ongoing"))),
        "language": language,
        "notice": questions.notice(reporter),
        "answers": [
            (questions.main_features(reporter), document.get("main_features")),
            (questions.results(reporter), document.get("results_achieved")),
        ],
        "rows": [fact for fact in facts if fact.after and fact.field in ROWS],
        "facts": [fact for fact in facts if fact.after and fact.field not in ROWS],
    }
