"""Every address of the site, from the patterns of config.urls, and the pages that each shows to somebody.

So a new address is checked without anyone remembering. It fails until this file knows with which arguments it leads to
a page; and where it shows nobody a page, until it is named among those that have none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from coalitions.models import Event
from measures.models import Evidence, Measure
from submissions.forms.sections import SECTIONS
from tests.browser.register import Register

Patterns = Sequence[URLPattern | URLResolver]
Arguments = dict[str, Any]


class Part(NamedTuple):
    """A part of the site: who looks at it, and which of its addresses show no page to any of them.

    Those are files, feeds and data, what a button does, and what only leads on.
    """

    begins: str
    people: list[str]
    without_page: set[str]


PARTS = {
    "accounts": Part(
        "/en/accounts/",
        ["visitor", "coordinator", "secured"],
        {
            *("account_confirm_login_code", "account_set_password", "account_sign_out_everywhere"),
            *("mfa_authenticate", "mfa_download_recovery_codes", "mfa_login_webauthn"),
        },
    ),
    "desk": Part(
        "/en/desk/",
        ["coordinator"],
        {
            *(f"desk_{button}" for button in ("start", "update", "carry_forward", "step", "cycle")),
            *("desk_file", "desk_archive"),
            *("desk_events", "people_invitation"),
        },
    ),
    "admin": Part(
        "/admin/",
        ["secretariat"],
        {
            *(f"admin:{name}" for name in ("login", "logout", "jsi18n", "password_change", "view_on_site")),
            "admin:submissions_submission_file",
        },
    ),
    # What begins nowhere else.
    "public": Part(
        "/",
        ["visitor"],
        {
            *("healthz", "readyz", "robots", "sitemap", "sitemaps", "openapi", "api_root"),
            *(f"api_{name}-list" for name in ("measures", "results", "coalitions", "events", "terms")),
            *(f"api_{name}-detail" for name in ("measures", "coalitions", "events")),
            *("export", "measure_citation", "measure_file", "measure_feed", "event_calendar", "insights_table"),
        },
    ),
}
# Tables of libraries, whose pages in the admin only a superuser sees.
OF_LIBRARIES = re.compile("admin:(account|mfa|usersessions|post_office)_|admin:resend")


def pages(part: Part, register: Register) -> list[tuple[str, str]]:
    """The pages of this part of the site, each with who sees it. One that several people see alike comes once."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    without_page = set()
    for name, places in addresses(part, register).items():
        seen = [(place, who) for place in places for who in part.people]
        shown = {shape(name, register.people[who], place): (place, who) for place, who in reversed(seen)}
        shown.pop((), None)
        found |= shown
        if all(shape[0] == "404" for shape in shown):
            without_page.add(name)
    if unlike := sorted(without_page ^ part.without_page):
        pytest.fail(f"Say in {__name__} with what these lead to a page, or whether they have none: {unlike}")
    return [*found.values(), *(state for state in states(register) if part_of(state[0]) == part)]


def shape(name: str, client: Client, address: str) -> tuple[str, ...]:
    """What sets the page that this person sees there apart from others; nothing if it is no page."""
    answer: Any = client.get(address)
    if answer.status_code in (302, 405) or not answer.get("Content-Type", "").startswith("text/html"):
        return ()
    page = name if answer.status_code == 200 else str(answer.status_code)
    return page, *re.findall(r"<[a-z][a-z0-9]*", answer.content.decode().partition("<main")[2])


def addresses(part: Part, register: Register) -> dict[str, list[str]]:
    """For each name in this part of the site, where it leads in this register."""
    known = arguments(register)
    found: dict[str, list[str]] = {}
    for name, takes_arguments in names(get_resolver().url_patterns):
        values = known.get(name) or of_first_record(name) if takes_arguments else [{}]
        places = [reverse(name, kwargs=each) for each in values]
        if part_of(places[0]) == part:
            found[name] = places
    return found


def part_of(address: str) -> Part:
    """The part of the site that this address is in."""
    return next(part for part in PARTS.values() if address.startswith(part.begins))


def states(register: Register) -> list[tuple[str, str]]:
    """Pages with something else on them: nothing, everything wrong, another language; each with who sees it."""
    wrong = register.reports["wrong"].pk
    chosen = "goal=governance&country=CA"
    public = [
        *("/es/", "/fr/measures/", "/en/nothing/", "/en/measures/?goal=unknown", "/en/events/?when=coming"),
        *(f"/en/{listing}/?q=nothing+like+it" for listing in ("measures", "results", "coalitions", "insights")),
        *(f"/en/measures/?{chosen}&sort=title", f"/fr/map/?{chosen}", f"/fr/insights/?{chosen}"),
    ]
    return [
        ("/en/accounts/second-factor/authenticate/", "half signed in"),
        ("/en/desk/", "new colleague"),
        ("/en/desk/999999/", "coordinator"),
        *((f"/en/desk/{wrong}/{section}/?check=1", "coordinator") for section in SECTIONS),
        ("/admin/measures/measure/?q=nothing", "secretariat"),
        *((address, "visitor") for address in public),
    ]


def names(patterns: Patterns, namespace: str = "", outer: int = 0) -> Iterator[tuple[str, bool]]:
    """The name of every address, and whether it takes arguments."""
    for pattern in patterns:
        count = outer + pattern.pattern.regex.groups
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner, count)
        elif pattern.name and not OF_LIBRARIES.match(namespace + pattern.name):
            yield namespace + pattern.name, count > 0


def of_first_record(name: str) -> list[Arguments]:
    """The arguments of a page of the admin about one record."""
    match = re.fullmatch(r"admin:([a-z]+)_([a-z]+)_(?:change|history|delete|withdraw|reinstate)", name)
    record = match and apps.get_model(match[1], match[2])._default_manager.first()
    if not record:
        pytest.fail(f"Say in {__name__} with which arguments “{name}” leads to a page.")
    return [{"object_id": record.pk}]


def arguments(register: Register) -> dict[str, list[Arguments]]:
    """With what all other addresses lead to a page, in as many ways as their pages differ."""
    return _of_public_pages(register) | _of_the_desk(register) | _of_the_admin(register)


def _of_public_pages(register: Register) -> dict[str, list[Arguments]]:
    measures = Measure.objects.order_by("pk")
    corrected, withdrawn = measures.filter(versions__number=2)[0], measures.exclude(withdrawn_at=None)[0]
    arabic, by_authority = measures.filter(language="ar")[0], measures.exclude(authority="")[0]
    evidence = Evidence.objects.select_related("measure")[0]
    return {
        "sitemap": [{"section": "measures"}],
        "measure": [{"slug": measure.slug} for measure in (corrected, withdrawn, arabic, by_authority)],
        "measure_history": [{"slug": corrected.slug}],
        "measure_version": [{"slug": corrected.slug, "number": 1}],
        "measure_file": [{"slug": evidence.measure.slug, "pk": evidence.pk}],
        "measure_citation": [{"slug": corrected.slug, "form": "txt"}],
        "insights_table": [{"chart": "unknown"}],
        "export": [{"listing": "measures", "form": "csv"}],
        "coalition": [{"slug": register.coalition.slug}, {"slug": "ifccd"}],
        "event": [{"slug": Event.objects.all()[0].slug}],
        **{f"api_{kind}-detail": [{"slug": "unknown"}] for kind in ("measures", "coalitions", "events")},
    }


def _of_the_desk(register: Register) -> dict[str, list[Arguments]]:
    asked, slug = register.reports["asked"], register.coalition.slug
    reports = [{"pk": report.pk} for report in register.reports.values()]
    colleagues = [{"slug": slug, "pk": pk} for pk in register.coalition.representatives.values_list("pk", flat=True)]
    measure = {"measure": Measure.objects.get(submissions=register.reports["update"]).pk}
    pages_of_reports = ("submission", "check", "preview", "trail", "step", "cycle", "events")
    return {
        **{f"desk_{page}": reports for page in pages_of_reports},
        "desk_section": [{"pk": asked.pk, "slug": section} for section in (*SECTIONS, "remarks")],
        "desk_file": [{"pk": asked.pk, "file": asked.files.get().pk}],
        "desk_update": [measure],
        "desk_carry_forward": [measure],
        "desk_archive": [{"coalition": slug}],
        "desk_profile": [{"coalition": slug}],
        "people": [{"slug": slug}],
        "people_invite": [{"slug": slug}],
        "people_person": colleagues,
        "people_removal": colleagues,
        "people_invitation": [{"slug": slug, "pk": register.coalition.invitations.all()[0].pk}],
        "invitation": [{"token": token} for token in register.tokens],
        "account_confirm_email": [{"key": "unknown"}],
        "account_reset_password_from_key": [{"uidb36": "1", "key": "unknown"}],
        **{f"mfa_{what}_webauthn": [{"pk": register.passkey}] for what in ("edit", "remove")},
    }


def _of_the_admin(register: Register) -> dict[str, list[Arguments]]:
    waiting, withdrawn = register.reports["waiting"], Measure.objects.exclude(withdrawn_at=None)[0]
    of_reports: dict[str, list[Arguments]] = {
        "change": [{"object_id": register.reports[state].pk} for state in ("waiting", "asked")],
        "preview": [{"pk": waiting.pk}],
        "edit": [{"pk": waiting.pk, "slug": section} for section in SECTIONS],
        "file": [{"pk": waiting.pk, "file": waiting.files.get().pk}],
    }
    return {
        **{f"admin:submissions_submission_{page}": values for page, values in of_reports.items()},
        "admin:measures_measure_reinstate": [{"object_id": withdrawn.pk}],
        "admin:app_list": [{"app_label": "measures"}],
        "admin:auth_user_password_change": [{"id": waiting.steps.all()[0].by_id}],
        "admin:view_on_site": [{"content_type_id": 1, "object_id": 1}],
    }
