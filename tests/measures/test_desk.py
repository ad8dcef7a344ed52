"""The desk without JavaScript: beginning, writing, checking and submitting a report, and never losing a text."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from coalitions.models import Event, Representative
from measures.domain import workflow
from measures.models import Cycle, Measure, Submission
from tests.factories import (
    PASSWORD,
    CoalitionFactory,
    CycleFactory,
    EventFactory,
    MeasureFactory,
    RemarkFactory,
    RepresentativeFactory,
    SubmissionFactory,
    SubmissionFileFactory,
    UserFactory,
)
from tests.pages import elements, texts

pytestmark = pytest.mark.django_db
State = Submission.State
LONG = "Ten thousand words, and every one of them kept. " * 850  # 40,800 characters


@pytest.fixture
def submission() -> Submission:
    return SubmissionFactory(answers={})


@pytest.fixture
def writer(client: Client, submission: Submission) -> Client:
    """A browser in which somebody is signed in who speaks for the report's coalition."""
    client.force_login(RepresentativeFactory(coalition=submission.coalition, user__name="Writer").user)
    return client


def section(submission: Submission, slug: str = "measure") -> str:
    return reverse("desk_section", args=[submission.pk, slug])


def stored(submission: Submission, slug: str = "measure") -> dict[str, Any]:
    submission.refresh_from_db()
    answers: dict[str, Any] = submission.answers.get(slug, {})
    return answers


def script(client: Client, submission: Submission, slug: str = "measure", **typed: Any) -> Any:
    """What the page's script posts while somebody writes."""
    return client.post(section(submission, slug), typed, headers={"Accept": "application/json"})


# Beginning


def test_beginning_a_report(writer: Client, submission: Submission) -> None:
    cycle = CycleFactory()

    answer = writer.post(reverse("desk_start"), {"coalition": submission.coalition_id})

    begun = Submission.objects.latest("pk")
    assert answer["Location"] == begun.get_absolute_url()
    assert (begun.coalition, begun.cycle) == (submission.coalition, cycle)


def test_one_who_speaks_for_two_coalitions_sees_both(writer: Client, submission: Submission) -> None:
    user = Representative.objects.get(coalition=submission.coalition).user
    other = RepresentativeFactory(user=user).coalition

    page = writer.get(reverse("desk"))

    assert [place.coalition for place in page.context["places"]] == [submission.coalition, other]


def test_a_desk_takes_as_many_queries_for_many_reports_as_for_few(
    writer: Client, submission: Submission, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    user = Representative.objects.get(coalition=submission.coalition).user
    for _number in range(3):
        coalition = RepresentativeFactory(user=user).coalition
        for state in (State.DRAFT, State.CHANGES_REQUESTED, State.SUBMITTED):
            SubmissionFactory(coalition=coalition, state=state)
        MeasureFactory.create_batch(3, coalition=coalition, cycle=CycleFactory())

    with django_assert_max_num_queries(14):
        writer.get(reverse("desk"))


def test_an_update_begins_with_what_is_public(writer: Client, submission: Submission) -> None:
    measure = MeasureFactory(coalition=submission.coalition)

    writer.post(reverse("desk_update", args=[measure.pk]))

    update = measure.submissions.get()
    assert update.answers["features"]["main_features"] == measure.main_features


def test_a_measure_is_carried_forward_into_the_next_cycle(writer: Client, submission: Submission) -> None:
    measure = MeasureFactory(coalition=submission.coalition)

    writer.post(reverse("desk_carry_forward", args=[measure.pk]))

    assert measure.carried_forward.get().cycle == CycleFactory()


# Writing


def test_what_was_typed_is_saved_and_shown_again(writer: Client, submission: Submission) -> None:
    page = writer.post(section(submission), {"title": "Taught", "revision": "0", "do": "save"}, follow=True)

    assert stored(submission)["title"] == "Taught"
    assert page.context["section"]["title"].value() == "Taught"


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        ("first_year", "20l9", "Give a year from 1945 to 2100, in four digits."),
        ("first_year", "209", "Give a year from 1945 to 2100, in four digits."),
        ("title", "A " * 200, "This is too long: it has 399 characters, and 300 can be published. Shorten it."),
        (
            "title",
            "<script>alert(1)</script>",
            (
                "This is plain text, and “<script>alert(1)</script>” is markup. "
                "Remove it: paragraphs, lists and links need none."
            ),
        ),
        (
            "title",
            "Bell\x07",
            "There is a control character (U+0007) after “Bell”. Remove it, or paste only the text.",
        ),
        ("language", "xx", "Select a valid choice. xx is not one of the available choices."),
        ("countries", ["CA", "ZZ"], "“ZZ” is no longer in the list. Choose another, or none."),
    ],
)
def test_bad_input_is_kept_as_typed_and_told_beside_the_question(
    writer: Client, submission: Submission, question: str, typed: Any, sentence: str
) -> None:
    post = {question: typed, "last_year": "2019", "revision": "0", "do": "continue"}

    page = writer.post(section(submission), post, follow=True)

    form = page.context["section"]
    assert list(form.errors.get(question, [])) == [sentence]
    assert stored(submission)[question] == typed
    assert stored(submission)["last_year"] == "2019"
    assert form.errors.keys() - {question, "last_year"} == set()


def test_an_end_before_the_start(writer: Client, submission: Submission) -> None:
    post = {"first_year": "2020", "last_year": "2019", "revision": "0", "do": "continue"}

    page = writer.post(section(submission), post, follow=True)

    assert list(page.context["section"].errors["last_year"]) == [
        "The period ends before it starts, or has no first year. Correct one of the two years."
    ]


@pytest.mark.parametrize(
    "text", ["\u202eright to left\u202c", "👩🏽‍🎨 🎭", "دعم التحالفات", "a\u0301 ﬁ ẞ", "'; DROP TABLE --"]
)
def test_signs_of_every_script_are_kept(writer: Client, submission: Submission, text: str) -> None:
    writer.post(section(submission, "features"), {"main_features": text, "revision": "0"})

    assert stored(submission, "features")["main_features"] == text


def test_nul_is_the_only_sign_that_goes(writer: Client, submission: Submission) -> None:
    writer.post(section(submission, "features"), {"main_features": "a\x00b\r\nc", "revision": "0"})

    assert stored(submission, "features")["main_features"] == "ab\nc"


def test_a_paste_that_is_too_long_is_kept_and_the_excess_shown(writer: Client, submission: Submission) -> None:
    post = {"main_features": LONG, "revision": "0", "do": "save"}

    page = writer.post(section(submission, "features"), post, follow=True)

    question = page.context["page"].questions[0]
    assert stored(submission, "features")["main_features"] == LONG
    assert (question.count, question.excess) == (len(LONG), LONG[10_000:])
    assert list(page.context["section"].errors["main_features"]) == [
        f"This is too long: it has {len(LONG.strip())} characters, and 10000 can be published. Shorten it."
    ]


def test_what_is_missing_is_told_only_when_it_is_asked_for(writer: Client, submission: Submission) -> None:
    assert not writer.get(section(submission)).context["section"].errors
    assert "title" in writer.get(section(submission), {"check": "1"}).context["section"].errors


def test_a_post_that_leaves_a_question_out_keeps_its_answer(writer: Client, submission: Submission) -> None:
    writer.post(section(submission), {"title": "Taught", "countries": ["CA"], "revision": "0"})

    writer.post(section(submission), {"first_year": "2019", "revision": "1"})

    assert stored(submission)["title"] == "Taught"
    assert stored(submission)["countries"] == ["CA"]


def test_a_page_of_the_form_says_that_no_browser_cuts_or_restores(writer: Client, submission: Submission) -> None:
    page = writer.get(section(submission)).content.decode()

    assert "maxlength" not in page
    assert 'autocomplete="off"' in page


# Rows


def rows(name: str, *keys: str, **typed: str) -> dict[str, Any]:
    return {"rows": [name], name: list(keys), **typed}


def press(client: Client, submission: Submission, slug: str, button: str, post: dict[str, Any]) -> Any:
    submission.refresh_from_db()
    revision = str(submission.get_revision(slug))
    return client.post(section(submission, slug), {**post, "revision": revision, "do": button})


def test_rows_are_added_moved_and_removed_with_all_that_was_typed(writer: Client, submission: Submission) -> None:
    press(writer, submission, "partners", "add partners", {"rows": ["partners"]})
    first = rows("partners", "n1", **{"partners-n1-name": "One"})
    press(writer, submission, "partners", "add partners", first)
    both = rows("partners", "n1", "n2", **{"partners-n1-name": "One", "partners-n2-name": "Two"})
    press(writer, submission, "partners", "up partners n2", both)

    assert [row["name"] for row in stored(submission, "partners")["partners"]] == ["Two", "One"]

    moved = rows("partners", "n2", "n1", **{"partners-n1-name": "One", "partners-n2-name": "Two"})
    press(writer, submission, "partners", "remove partners n2", moved)

    assert [row["name"] for row in stored(submission, "partners")["partners"]] == ["One"]


def test_there_is_an_end_to_adding_rows(writer: Client, submission: Submission) -> None:
    press(writer, submission, "evidence", "save", rows("links", *[f"n{number}" for number in range(1, 51)]))

    page = writer.post(
        section(submission, "evidence"),
        {**rows("links", *[f"n{number}" for number in range(1, 51)]), "revision": "1", "do": "add links"},
        follow=True,
    )

    *_earlier, message = page.context["messages"]
    assert str(message) == "There are 50 rows already, and no more can be added."


def test_a_row_that_is_wrong_says_so_in_the_row(writer: Client, submission: Submission) -> None:
    post = rows("results", "n1", **{"results-n1-statement": "A law.", "results-n1-date": "32 May"})

    press(writer, submission, "results", "continue", post)

    page = writer.get(section(submission, "results"))
    row = page.context["section"].rows["results"][0]
    assert list(row.errors) == ["date"]
    assert row["date"].value() == "32 May"


def test_a_row_that_was_added_and_left_alone_is_no_obstacle(writer: Client, submission: Submission) -> None:
    press(writer, submission, "partners", "add fundings", {"rows": ["fundings"]})

    form = writer.get(section(submission, "partners")).context["section"]

    assert form.rows["fundings"][0]["currency"].value() == "USD"
    assert (form.is_valid(), form.is_empty) == (True, True)


# Events


def test_an_event_is_found_and_chosen(writer: Client, submission: Submission) -> None:
    congress = EventFactory(name="Congress of Lomé")
    press(writer, submission, "events", "add events", {"rows": ["events"]})

    found = press(
        writer, submission, "events", "find events-n1-event", rows("events", "n1", **{"events-n1-event-find": "lome"})
    )
    page = writer.get(found["Location"])
    press(writer, submission, "events", "save", rows("events", "n1", **{"events-n1-event": str(congress.pk)}))

    assert f'value="{congress.pk}"' in page.content.decode()
    assert stored(submission, "events")["events"][0]["event"] == str(congress.pk)


def test_the_script_gets_the_same_list(writer: Client, submission: Submission) -> None:
    congress = EventFactory(name="Congress of Lomé")

    found = writer.get(
        reverse("desk_events", args=[submission.pk]), {"name": "results-n1-event", "words": "congress lomé"}
    )

    assert [value for value, _event in found.context["widget"]["choices"]] == [str(congress.pk)]


def test_what_was_chosen_stays_in_the_list_whatever_is_searched_for_next(
    writer: Client, submission: Submission
) -> None:
    congress, workshop = EventFactory(name="Congress"), EventFactory(name="Workshop")
    query = {"name": "results-n1-event", "words": "workshop", "chosen": str(congress.pk)}

    found = writer.get(reverse("desk_events", args=[submission.pk]), query)

    assert [value for value, _event in found.context["widget"]["choices"]] == [str(congress.pk), str(workshop.pk)]


def test_a_deleted_event_that_was_chosen_is_told_and_the_rest_stays(writer: Client, submission: Submission) -> None:
    gone = EventFactory()
    post = rows("results", "n1", **{"results-n1-statement": "A law.", "results-n1-event": str(gone.pk)})
    press(writer, submission, "results", "save", post)
    gone.delete()

    row = writer.get(section(submission, "results")).context["section"].rows["results"][0]

    assert list(row.errors["event"]) == [
        "The event chosen here is no longer in the register. Choose another one, or propose it as a new one."
    ]
    assert row["statement"].value() == "A law."


def test_a_proposed_event_can_be_chosen_for_a_result(writer: Client, submission: Submission) -> None:
    proposed = {"proposed_events-n1-name": "Workshop in Nairobi"}
    press(writer, submission, "events", "save", rows("proposed_events", "n1", **proposed))

    choices = writer.get(reverse("desk_events", args=[submission.pk]), {"name": "results-n1-event"})

    assert 'value="new:n1"' in choices.content.decode()
    assert not Event.objects.exists()


# Files


def test_files_are_added_named_and_removed(writer: Client, submission: Submission) -> None:
    upload = SimpleUploadedFile("minutes.txt", b"Ten people came.")
    press(writer, submission, "evidence", "upload", {"files": [upload]})
    file = submission.files.get()
    press(writer, submission, "evidence", "save", {f"file_{file.pk}": "Who came"})

    assert (file.name, file.content_type) == ("minutes.txt", "text/plain")
    assert stored(submission, "evidence")[f"file_{file.pk}"] == "Who came"

    press(writer, submission, "evidence", f"remove-file {file.pk}", {})
    assert not submission.files.exists()


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        types = (
            '<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        )
        archive.writestr("[Content_Types].xml", types)
        for number in range(9):
            archive.writestr(f"word/{number}.xml", b"0" * 25_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "begins"),
    [
        ("report.pdf", b"MZ\x90\x00" + b"\x00" * 60, "“report.pdf” is none of the kinds of file"),
        ("empty.pdf", b"", "“empty.pdf” is empty."),
        ("large.txt", b"a" * (10 * 1024 * 1024 + 1), "“large.txt” has 10.0"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_beside_the_button_and_the_text_is_saved(
    writer: Client, submission: Submission, name: str, content: bytes, begins: str
) -> None:
    post = rows("links", "n1", **{"links-n1-url": "example.org"})

    page = press(writer, submission, "evidence", "upload", {**post, "files": [SimpleUploadedFile(name, content)]})

    assert page.context["file_error"].startswith(begins)
    assert not submission.files.exists()
    assert stored(submission, "evidence")["links"][0]["url"] == "example.org"


def test_a_bomb_named_docx_is_refused(writer: Client, submission: Submission) -> None:
    page = press(writer, submission, "evidence", "upload", {"files": [SimpleUploadedFile("bomb.docx", bomb())]})

    assert page.context["file_error"].startswith("“bomb.docx” unpacks to more than a document should hold.")


def test_an_eleventh_file_is_refused(writer: Client, submission: Submission) -> None:
    SubmissionFileFactory.create_batch(10, submission=submission)

    page = press(writer, submission, "evidence", "upload", {"files": [SimpleUploadedFile("a.txt", b"One more.")]})

    assert page.context["file_error"] == ("A report has at most 10 files. Remove one before you add “a.txt”.")


# Nothing is lost


def test_the_script_is_told_what_the_database_has(writer: Client, submission: Submission) -> None:
    answer = script(writer, submission, title="Mid-sent", revision="0")

    assert answer.json()["revision"] == 1
    assert stored(submission)["title"] == "Mid-sent"


def test_the_script_is_told_of_a_colleague_and_nothing_is_overwritten(writer: Client, submission: Submission) -> None:
    colleague = UserFactory(name="Colleague")
    workflow.save_section(submission, colleague, "measure", {"title": "Theirs"}, 0)

    answer = script(writer, submission, title="Mine", revision="0")

    assert (answer.status_code, answer.json()) == (409, {"reason": "conflict", "by": "Colleague"})
    assert stored(submission)["title"] == "Theirs"


def test_both_texts_are_shown_and_the_writer_chooses(writer: Client, submission: Submission) -> None:
    workflow.save_section(
        submission, UserFactory(name="Colleague"), "measure", {"title": "Theirs", "first_year": "1"}, 0
    )

    page = writer.post(section(submission), {"title": "Mine", "first_year": "2", "revision": "0", "do": "save"})

    assert page.status_code == 409
    assert [(mine.text, theirs.text) for mine, theirs, _marked in page.context["pairs"]] == [
        ("Mine", "Theirs"),
        ("2", "1"),
    ]

    resolved = dict(page.context["fields"]) | {"revision": "1", "do": "resolve", "choose-first_year": "theirs"}
    writer.post(section(submission), resolved)

    assert (stored(submission)["title"], stored(submission)["first_year"]) == ("Mine", "1")
    replaced = submission.steps.get(kind="replaced")
    assert replaced.answers["measure"]["title"] == "Theirs"


def test_two_texts_that_are_alike_are_compared_word_by_word(writer: Client, submission: Submission) -> None:
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Trained the staff of museums"}, 0)

    page = writer.post(section(submission), {"title": "Trained the staff of archives", "revision": "0", "do": "save"})

    assert (texts(page, "del"), texts(page, "ins")) == (["museums"], ["archives"])


@pytest.mark.parametrize(("role", "links"), [("coordinator", ["desk_archive"]), ("contributor", [])])
def test_a_coordinator_is_led_to_the_archive(client: Client, role: str, links: list[str]) -> None:
    representative = RepresentativeFactory(role=role)
    client.force_login(representative.user)

    page = client.get(reverse("desk"))

    addresses = [reverse(name, args=[representative.coalition.slug]) for name in links]
    assert [link.attributes["href"] for link in elements(page, "a") if "download" in link.attributes] == addresses


def test_a_third_text_meanwhile_is_a_conflict_again(writer: Client, submission: Submission) -> None:
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Theirs"}, 0)
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Third"}, 1)

    page = writer.post(section(submission), {"title": "Mine", "revision": "1", "do": "resolve"})

    assert page.status_code == 409
    assert stored(submission)["title"] == "Third"


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


def test_another_site_cannot_put_its_text_before_a_representative(submission: Submission) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.post(section(submission), {"title": "Forged"}, headers={"Origin": "https://evil.example"})

    assert page.status_code == 403
    assert "Forged" not in page.content.decode()


def test_a_report_submitted_by_a_colleague_meanwhile_shows_what_was_not_saved(
    writer: Client, submission: Submission
) -> None:
    Submission.objects.filter(pk=submission.pk).update(state=State.SUBMITTED)

    page = writer.post(section(submission), {"title": "Too late", "revision": "0", "do": "save"})

    assert page.status_code == 409
    assert [reading.text for reading in page.context["readings"]] == ["Too late"]


def test_a_cycle_that_closes_while_somebody_writes_stops_only_submitting(
    writer: Client, submission: Submission
) -> None:
    Cycle.objects.update(closes=timezone.localdate() - datetime.timedelta(days=1))

    assert script(writer, submission, title="Still writing", revision="0").status_code == 200
    assert writer.get(reverse("desk_check", args=[submission.pk])).context["why_not_open"]


# Checking and submitting


def test_what_is_missing_is_listed_with_its_place(writer: Client, submission: Submission) -> None:
    page = writer.get(reverse("desk_check", args=[submission.pk]))

    assert [(problem.section.slug, problem.question) for problem in page.context["problems"]] == [
        ("measure", "title"),
        ("measure", "language"),
        ("measure", "first_year"),
        ("features", "main_features"),
        ("results", "results_achieved"),
        ("contact", "contact_name"),
        ("contact", "contact_email"),
    ]
    assert f'href="{section(submission)}?check=1#id_title"' in page.content.decode()


def test_submitting_needs_the_declaration(client: Client) -> None:
    submission = SubmissionFactory()
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)
    step = reverse("desk_step", args=[submission.pk])

    client.post(step, {"do": "submit"})
    submission.refresh_from_db()
    assert submission.state == State.DRAFT

    client.post(step, {"do": "submit", "declared": "yes"})
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED


def test_a_submitted_report_is_taken_back(client: Client) -> None:
    submission = SubmissionFactory(state=State.SUBMITTED)
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    client.post(reverse("desk_step", args=[submission.pk]), {"do": "take-back"})

    submission.refresh_from_db()
    assert submission.state == State.DRAFT


def test_a_similar_measure_of_the_same_coalition_is_pointed_out(client: Client) -> None:
    submission = SubmissionFactory()
    alike = MeasureFactory(coalition=submission.coalition, title="Trained the museum staff")
    MeasureFactory(coalition=submission.coalition, title="Advised a parliament")
    MeasureFactory(coalition=CoalitionFactory(), title="Trained museum staff")
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(reverse("desk_check", args=[submission.pk]))

    assert list(page.context["similar"]) == [alike]


def test_a_preview_is_the_public_page_and_publishes_nothing(client: Client) -> None:
    submission = SubmissionFactory()
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(reverse("desk_preview", args=[submission.pk]))

    assert page.context["measure"].title == "Trained museum staff"
    assert not Measure.objects.exists()


# Remarks


def test_a_remark_stands_beside_its_question_and_is_answered_there(client: Client) -> None:
    submission = SubmissionFactory(state=State.CHANGES_REQUESTED, round=1)
    remark = RemarkFactory(submission=submission, question="main_features", sent_at=timezone.now())
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(section(submission, "features"))
    assert [shown.remark for shown in page.context["page"].questions[0].remarks] == [remark]

    reply = {f"remark_{remark.pk}": "In Lomé.", f"remark_{remark.pk}_done": "on"}
    client.post(section(submission, "features"), {**reply, "main_features": "Better.", "revision": "0"})
    remark.refresh_from_db()
    assert remark.answer == ""

    client.post(reverse("desk_step", args=[submission.pk]), {"do": "submit", "declared": "yes"})
    remark.refresh_from_db()
    assert (remark.answer, remark.is_open) == ("In Lomé.", False)
    assert f"remark_{remark.pk}" not in stored(submission, "features")


def test_a_remark_on_the_whole_has_its_own_page(client: Client) -> None:
    submission = SubmissionFactory(state=State.CHANGES_REQUESTED)
    remark = RemarkFactory(submission=submission, question="", sent_at=timezone.now())
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(section(submission, "remarks"))

    assert [shown.remark for shown in page.context["page"].remarks] == [remark]


def test_a_remark_that_is_still_being_written_is_not_shown(client: Client) -> None:
    submission = SubmissionFactory()
    RemarkFactory(submission=submission, text="Quetzalcoatlus", question="title")
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    for address in (section(submission), reverse("desk_trail", args=[submission.pk]), submission.get_absolute_url()):
        assert "Quetzalcoatlus" not in client.get(address).content.decode()


def test_the_trail_names_who_did_what(client: Client) -> None:
    submission = SubmissionFactory()
    writer = RepresentativeFactory(coalition=submission.coalition, user__name="Writer of the report").user
    workflow.submit(submission, writer)
    client.force_login(writer)

    page = client.get(reverse("desk_trail", args=[submission.pk]))

    steps = [happened.step for happened in page.context["trail"]]
    assert [(str(step.by), step.kind) for step in steps] == [("Writer of the report", "submitted")]
