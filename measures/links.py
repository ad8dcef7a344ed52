"""Whole addresses, for whatever leaves the site: feeds, citations, tables, the API."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from coalitions.models import Coalition, Event
from measures.models import Evidence, Measure


def absolute(path: str) -> str:
    """The whole address of a path on this site."""
    return f"{settings.SITE_URL}{path}"


def page_of(record: Measure | Coalition | Event) -> str:
    """The record's page in the language of its content, or in English where the interface does not have it.

    It is the same whoever asks; the page leads to its other languages.
    """
    with translation.override(_interface(record.language)):
        return absolute(record.get_absolute_url())


def file_of(evidence: Evidence) -> str:
    """Where an evidence file is downloaded."""
    with translation.override(_interface(evidence.measure.language)):
        return absolute(reverse("measure_file", args=[evidence.measure.slug, evidence.pk]))


def _interface(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
