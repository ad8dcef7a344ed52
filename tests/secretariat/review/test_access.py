"""Reviewing from the attacker's side: every address, tried by everybody who has no business there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from coalitions.models import Coalition
from submissions import workflow
from submissions.models import Submission, SubmissionFile
from tests import admin
from tests.admin import editor
from tests.factories import (
    CoalitionFactory,
    RemarkFactory,
    RepresentativeFactory,
    SubmissionFactory,
    SubmissionFileFactory,
    UserFactory,
)
from tests.outsiders import stranger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
MARKER = "Quetzalcoatlus"

# What each address needs to name the report of the test. A new address fails until it is listed here.
NEEDS: dict[str, list[str]] = {
    "submissions_submission_changelist": [],
    "submissions_submission_add": [],
    "submissions_submission_change": ["object_id"],
    "submissions_submission_history": ["object_id"],
    "submissions_submission_delete": ["object_id"],
    "submissions_submission_file": ["pk", "file"],
    "submissions_submission_preview": ["pk"],
    "submissions_submission_edit": ["pk", "slug"],
}


@pytest.fixture
def file() -> SubmissionFile:
    """A file of a report that waits for a decision, and that holds the marker."""
    submission = SubmissionFactory(coalition=CoalitionFactory())
    submission.answers["measure"]["title"] = MARKER
    submission.answers["contact"]["contact_name"] = MARKER
    submission.save()
    file: SubmissionFile = SubmissionFileFactory(submission=submission, name=f"{MARKER}.txt")
    workflow.submit(submission, UserFactory())
    RemarkFactory(submission=submission, text=MARKER)
    return file


def address(route: str, file: SubmissionFile) -> str:
    values: dict[str, Any] = {
        "object_id": file.submission_id,
        "pk": file.submission_id,
        "file": file.pk,
        "slug": "measure",
    }
    return reverse(f"admin:{route}", kwargs={name: values[name] for name in NEEDS[route]})


def forged(file: SubmissionFile, do: str) -> dict[str, Any]:
    """Everything that a form of the review could send."""
    step = file.submission.steps.last()
    return {
        "do": do,
        "step": step.pk if step else 0,
        "reason": "Because I say so.",
        "remark-title": "Forged",
        "seen-title": "",
        "title": "Forged",
        "revision": "0",
        "also": [remark.pk for remark in file.submission.remarks.all()],
    }


def state(file: SubmissionFile) -> Any:
    submission = Submission.objects.values("state", "answers", "reviewer", "measure").get(pk=file.submission_id)
    return submission, list(file.submission.steps.values()), list(file.submission.remarks.values())


def visitor(_coalition: Coalition) -> None:
    return None


def representative(coalition: Coalition) -> User:
    user: User = RepresentativeFactory(coalition=coalition, role="coordinator").user
    return user


def former_editor(_coalition: Coalition) -> User:
    return editor(is_staff=False)


def closed_account(_coalition: Coalition) -> User:
    return editor(is_active=False)


def staff_without_rights(_coalition: Coalition) -> User:
    return UserFactory(is_staff=True)


def administrator(_coalition: Coalition) -> User:
    return admin.administrator()


OUTSIDERS = [
    visitor,
    stranger,
    representative,
    former_editor,
    closed_account,
    staff_without_rights,
    administrator,
]


def sign_in(client: Client, user: User | None) -> None:
    if user:
        client.force_login(user)


def names(patterns: Any) -> list[str]:
    return [pattern.name for pattern in patterns if isinstance(pattern, URLPattern) and pattern.name]


def test_every_address_of_the_review_is_in_the_table() -> None:
    addresses = site.get_model_admin(Submission).get_urls()

    assert set(names(addresses)) == set(NEEDS)


def test_no_other_admin_page_shows_reports() -> None:
    under_admin = [
        str(pattern.pattern)
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLResolver) and pattern.app_name == "admin"
        for pattern in pattern.url_patterns
    ]

    assert [path for path in under_admin if "remark" in path or "step" in path or "submissionfile" in path] == []


@pytest.mark.parametrize("route", NEEDS)
@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_else_learns_or_changes_anything(
    client: Client, file: SubmissionFile, route: str, outsider: Callable[[Coalition], User | None]
) -> None:
    sign_in(client, outsider(file.submission.coalition))
    before = state(file)

    for answer in (
        client.get(address(route, file)),
        *(client.post(address(route, file), forged(file, do)) for do in ("save", "publish", "ask", "decline")),
        client.post(address(route, file), forged(file, "save"), headers={"Accept": "application/json"}),
    ):
        assert answer.status_code in (302, 401, 403, 404)
        assert MARKER not in answer.content.decode()
    assert state(file) == before


@pytest.mark.parametrize("do", ["save", "publish", "ask", "decline", "solve 1", "reopen 1"])
def test_whoever_may_only_look_decides_nothing(client: Client, file: SubmissionFile, do: str) -> None:
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_submission"))
    client.force_login(user)
    assert client.get(address("submissions_submission_change", file)).status_code == 200
    before = state(file)

    answer = client.post(address("submissions_submission_change", file), forged(file, do))

    assert answer.status_code == 403
    assert state(file) == before


def test_whoever_may_only_look_edits_nothing(client: Client, file: SubmissionFile) -> None:
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_submission"))
    client.force_login(user)
    before = state(file)

    answers = [getattr(client, method)(address("submissions_submission_edit", file)) for method in ("get", "post")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert state(file) == before


@pytest.mark.parametrize("route", ["submissions_submission_add", "submissions_submission_delete"])
def test_not_even_an_editor_adds_or_deletes_a_report(client: Client, file: SubmissionFile, route: str) -> None:
    client.force_login(editor())

    assert client.post(address(route, file), {"post": "yes"}).status_code == 403
    assert Submission.objects.filter(pk=file.submission_id).exists()


def test_a_post_from_another_site_is_refused(file: SubmissionFile) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor())
    before = state(file)

    answer = client.post(
        address("submissions_submission_change", file),
        forged(file, "publish"),
        headers={"Origin": "https://evil.example"},
    )

    assert answer.status_code == 403
    assert MARKER not in answer.content.decode()
    assert state(file) == before


@pytest.mark.parametrize("pk", ["0", "999999999", "99999999999999999999", "x", "1 or 1=1"])
def test_a_guessed_id_leads_nowhere(client: Client, pk: str) -> None:
    client.force_login(editor())

    assert client.get(f"/admin/submissions/submission/{pk}/change/").status_code == 404
    assert client.post(f"/admin/submissions/submission/{pk}/change/", {"do": "publish"}).status_code == 404


def test_posts_that_no_form_would_send_are_no_error(client: Client, file: SubmissionFile) -> None:
    client.force_login(editor())
    page = address("submissions_submission_change", file)
    nonsense = {
        "step": "²",
        "also": ["x", "-1", "9" * 40],
        "remark-": "x",
        "remark-../../": "x",
        "remark-title": "a\x00b",
        "seen-title": "x y z",
    }

    statuses = [client.post(page, {**nonsense, "do": do}).status_code for do in ("", "solve", "solve x", "rm -rf")]

    assert {status for status in statuses if status not in (302, 409)} == set()


def test_a_file_of_another_report_is_not_served_under_this_one(client: Client, file: SubmissionFile) -> None:
    other = SubmissionFileFactory()
    client.force_login(editor())

    answer = client.get(reverse("admin:submissions_submission_file", args=[file.submission_id, other.pk]))

    assert answer.status_code == 404


def test_files_of_a_draft_are_its_coalitions_own(client: Client) -> None:
    file = SubmissionFileFactory()
    client.force_login(editor())

    assert client.get(address("submissions_submission_file", file)).status_code == 404


def test_a_file_is_saved_and_never_shown(client: Client, file: SubmissionFile) -> None:
    client.force_login(editor())

    answer = client.get(address("submissions_submission_file", file))

    assert b"".join(answer.streaming_content) == b"Ten people came."  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == f'attachment; filename="{MARKER}.txt"'
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
