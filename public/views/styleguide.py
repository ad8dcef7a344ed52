"""The style guide, for developers: every component in every state, from the templates that pages use.

Its records are those of the register, so load the demonstration to see all of it.
"""

import re
from types import SimpleNamespace
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from coalitions.models import Coalition, Event
from coalitions.story import story
from common.languages import Wording
from measures.models import Measure, Result, Term
from public.views.filter_panel import Facet, FacetValue

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
TEXT = f"""A paragraph of what a person wrote, with an address: https://example.org/a/rather/long/{"path/" * 12}

- a list
- of two things, one of which has a second line to see how it is set under the first, not under its mark

1. one
2. another

{LONG}"""
ARABIC = "اجتمعت الفرق المسرحية في منتدى، وقرّرت أن تعمل معًا."

# What is written on what, each at 4.5:1 or better.
GROUNDS = ("paper", "raised", "sunk")
INKS = ("ink", "soft", "accent", "accent-strong", "good", "bad")
GOALS = ("governance", "flows-and-mobility", "sustainable-development", "human-rights")
PAIRS = [
    *((ink, ground) for ground in GROUNDS for ink in (*INKS, *(f"goal-{goal}" for goal in GOALS))),
    *(("on-accent", "accent"), ("ink", "accent-soft"), ("ink", "mark"), ("good", "good-soft"), ("bad", "bad-soft")),
    *(("ink", "good-soft"), ("ink", "bad-soft"), ("paper", "ink")),
]


class Pair(NamedTuple):
    """A colour on another, and their contrast in the light and in the dark."""

    ink: str
    ground: str
    light: float
    dark: float


class SampleForm(forms.Form):
    """A field of each kind."""

    name = forms.CharField(label="Name", help_text="As it is written on a letter.")
    address = forms.EmailField(label="E-mail address", required=False)
    text = forms.CharField(label="Text", widget=forms.Textarea)
    choice = forms.ChoiceField(label="One of several", choices=[("", "Choose"), ("one", "One"), ("two", "Two")])
    radio = forms.ChoiceField(label="One of two", choices=[("a", "This"), ("b", "That")], widget=forms.RadioSelect)
    boxes = forms.MultipleChoiceField(
        label="Some of several", choices=[("a", "This"), ("b", "That")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="I agree", help_text="So that it can be published.")
    file = forms.FileField(label="File", required=False)
    closed = forms.CharField(label="What cannot be changed now", disabled=True, initial="As it is", required=False)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """English only, whatever the browser asks for."""
    with override("en"):
        return render(request, "public/styleguide.html", context())


def context() -> dict[str, Any]:
    measures = Measure.objects.for_listing()
    coalition = Coalition.objects.filter(memberships__isnull=False, statuses__isnull=False).first()
    return {
        "pairs": contrasts(),
        "goals": Term.objects.of("goal"),
        "tones": ["", "good", "bad"],
        "samples": {"long": LONG, "text": TEXT, "arabic": ARABIC},
        "notice": Wording("Reported by civil society.", "en"),
        "messages": [Message(level, f"A message of the level {level}.") for level in constants.DEFAULT_LEVELS.values()],
        "form": SampleForm(auto_id="plain_%s"),
        "wrong": SampleForm({"address": "nobody", "name": ""}, auto_id="wrong_%s"),
        "facets": facets(),
        "chips": [
            SimpleNamespace(label="Country", value="Canada", without="q=music"),
            SimpleNamespace(label="Words", value=LONG, without=""),
        ],
        "page": Paginator(range(200), 20).page(4),
        "pages": [1, Paginator.ELLIPSIS, 3, 4, 5, Paginator.ELLIPSIS, 10],
        "measures": [*measures.filter(language="en")[:1], *measures.filter(language="ar")[:1]],
        "results": Result.objects.for_listing()[:3],
        "events": [*Event.objects.coming()[:1], *Event.objects.past()[:1]],
        "story": story(coalition) if coalition else [],
        "progress": ["not-started", "in-progress", "complete", "optional"],
    }


def facets() -> list[Facet]:
    values = [
        FacetValue(code, Wording(name, "en"), count, code == "music", "?", depth)
        for code, name, count, depth in (("arts", "Arts", 41, 0), ("music", "Music", 18, 1), ("none", LONG, 1, 2))
    ]
    return [
        Facet("open", "A facet that is open", values, is_open=True, more=4, more_url="?"),
        Facet("closed", "A facet that is closed", values, is_open=False),
    ]


def contrasts() -> list[Pair]:
    """Each pair of colours that text uses, measured in the style sheet itself."""
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", half)) for half in css.split("@media screen", 1))
    return [
        Pair(ink, ground, *(contrast(tokens[ink], tokens[ground]) for tokens in (light, light | dark)))
        for ink, ground in PAIRS
    ]


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it: 1 for no contrast, 21 for black on white."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
