"""What somebody writes outlives the session and its token, and no other site can put words in their mouth."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from coalitions.models import Representative
from submissions import workflow
from submissions.models import Submission
from tests.desk.steps import script, section, stored
from tests.factories import PASSWORD, RepresentativeFactory, UserFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


def test_the_script_is_told_when_the_session_has_expired(client: Client, submission: Submission) -> None:
    answer = script(client, submission, title="Mid-sent", revision="0")

    assert (answer.status_code, answer.json()["reason"]) == (401, "signed-out")


def test_signing_in_again_brings_the_text_back(writer: Client, submission: Submission) -> None:
    user = Representative.objects.get(coalition=submission.coalition).user
    writer.logout()
    leads = writer.post(section(submission), {"title": "Written for an hour", "revision": "0", "do": "save"})

    signed_in = writer.post(leads["Location"], {"login": user.email, "password": PASSWORD}, follow=True)

    assert signed_in.context["section"]["title"].value() == "Written for an hour"
    saved = {"title": "Written for an hour", "revision": "0", "kept": signed_in.context["kept"], "do": "save"}
    writer.post(section(submission), saved)
    assert stored(submission)["title"] == "Written for an hour"
    assert writer.session["kept_texts"] == {}


def test_a_text_from_before_signing_in_comes_back_only_where_it_was_written(
    writer: Client, submission: Submission
) -> None:
    user = Representative.objects.get(coalition=submission.coalition).user
    writer.logout()
    leads = writer.post(section(submission), {"main_features": "Meant for another page", "revision": "0"})
    signed_in = writer.post(leads["Location"], {"login": user.email, "password": PASSWORD}, follow=True)

    elsewhere = writer.get(section(submission, "features"), {"kept": signed_in.context["kept"]})

    assert "Meant for another page" not in elsewhere.content.decode()


def test_a_text_from_before_signing_in_does_not_overwrite_a_newer_one(writer: Client, submission: Submission) -> None:
    user = Representative.objects.get(coalition=submission.coalition).user
    writer.logout()
    leads = writer.post(section(submission), {"title": "Mine", "revision": "0", "do": "save"})
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Theirs"}, 0)
    page = writer.post(leads["Location"], {"login": user.email, "password": PASSWORD}, follow=True)

    answer = writer.post(section(submission), {"title": "Mine", "revision": page.context["revision"]})

    assert answer.status_code == 409


def test_too_much_to_keep_for_a_visitor_stays_in_the_page(client: Client, submission: Submission) -> None:
    text = "x" * 500_000

    page = client.post(section(submission, "features"), {"main_features": text, "revision": "0"})

    assert ("main_features", text) in page.context["fields"]
    assert "kept_texts" not in client.session


@pytest.mark.parametrize(("addresses", "kept"), [(["192.0.2.1"] * 25, 20), ([f"192.0.2.{n}" for n in range(205)], 200)])
def test_strangers_cannot_fill_the_store_and_what_they_typed_stays_in_the_page(
    submission: Submission, addresses: list[str], kept: int
) -> None:
    typed = {"main_features": "An hour's work", "revision": "0"}

    answers = [Client(REMOTE_ADDR=address).post(section(submission, "features"), typed) for address in addresses]

    assert [answer.status_code for answer in answers] == [302] * kept + [403] * (len(addresses) - kept)
    assert Session.objects.count() == kept
    assert answers[-1].context["fields"] == list(typed.items())


def test_what_a_stranger_leaves_expires_after_a_day(client: Client, submission: Submission) -> None:
    client.post(section(submission), {"title": "Left behind", "revision": "0"})

    assert 0 < (Session.objects.get().expire_date - timezone.now()).total_seconds() <= 24 * 3600


def test_whoever_signs_in_to_go_on_stays_signed_in_as_long_as_usual(writer: Client, submission: Submission) -> None:
    user = Representative.objects.get(coalition=submission.coalition).user
    writer.logout()
    leads = writer.post(section(submission), {"title": "Written for an hour", "revision": "0", "do": "save"})

    writer.post(leads["Location"], {"login": user.email, "password": PASSWORD})

    assert writer.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_a_form_whose_token_is_too_old_is_offered_again(submission: Submission) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)
    post = {"title": "An hour's work", "revision": "0", "csrfmiddlewaretoken": "x" * 64}

    page = client.post(section(submission), post, headers={"Origin": "http://testserver"})

    assert page.status_code == 403
    assert page.context["fields"] == [("title", "An hour's work"), ("revision", "0")]

    again = dict(page.context["fields"]) | {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    client.post(section(submission), again, headers={"Origin": "http://testserver"})
    assert stored(submission)["title"] == "An hour's work"


def test_a_file_that_a_stale_form_brought_is_asked_for_again(submission: Submission) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)
    post = {"revision": "0", "files": [SimpleUploadedFile("minutes.txt", b"Ten people came.")]}

    page = client.post(section(submission, "evidence"), post, headers={"Origin": "http://testserver"})

    assert texts(page, "label", **{"for": "id_files"}) == [
        "The file that you chose could not be kept. Choose it again: “minutes.txt”"
    ]


def test_a_file_that_was_chosen_while_signed_out_is_asked_for_again(writer: Client, submission: Submission) -> None:
    user = Representative.objects.get(coalition=submission.coalition).user
    writer.logout()
    post = {"revision": "0", "do": "save", "files": [SimpleUploadedFile("minutes.txt", b"Ten people came.")]}
    leads = writer.post(section(submission, "evidence"), post)

    page = writer.post(leads["Location"], {"login": user.email, "password": PASSWORD}, follow=True)

    assert page.context["file_errors"] == [
        "The file “minutes.txt” was not kept while you were signed out. Choose it again."
    ]


def test_another_site_cannot_put_its_text_before_a_representative(submission: Submission) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.post(section(submission), {"title": "Forged"}, headers={"Origin": "https://evil.example"})

    assert page.status_code == 403
    assert "Forged" not in page.content.decode()
