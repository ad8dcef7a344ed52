"""A measure is corrected while an update of it is written: both sides see it, and nothing is undone unseen."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from measures.models import Measure
from submissions import review, workflow
from submissions.corrections import corrections_of, keep_correction
from submissions.models import Step, Submission
from tests.factories import ANSWERS, MeasureFactory, RepresentativeFactory, UserFactory, publish
from tests.pages import texts

pytestmark = pytest.mark.django_db
TOLD = "The published measure was corrected since you began this update"


@pytest.fixture
def measure() -> Measure:
    measure: Measure = MeasureFactory(title="Trained museum staff", main_features="Four workshops a year.")
    publish(measure)
    return measure


@pytest.fixture
def writer(measure: Measure) -> User:
    user: User = RepresentativeFactory(coalition=measure.coalition, user__name="Writer").user
    return user


@pytest.fixture
def update(measure: Measure, writer: User) -> Submission:
    update = workflow.propose_update(measure, writer)
    return workflow.save_section(update, writer, "results", ANSWERS["results"], 0)


@pytest.fixture
def desk(client: Client, writer: User) -> Client:
    client.force_login(writer)
    return client


def correct(measure: Measure, features: str) -> None:
    measure.refresh_from_db()
    measure.main_features = features
    measure.save()
    keep_correction(measure, UserFactory(name="Editor"), "A slip of the pen")


@pytest.mark.parametrize("page", ["desk_submission", "desk_check"])
def test_the_writer_is_told_what_was_corrected(desk: Client, measure: Measure, update: Submission, page: str) -> None:
    correct(measure, "Five workshops a year.")

    answer = desk.get(reverse(page, args=[update.pk]))

    assert TOLD in texts(answer, "h2")
    assert (texts(answer, "del"), texts(answer, "ins")) == (["Four"], ["Five"])


@pytest.mark.parametrize("page", ["desk_submission", "desk_check"])
def test_nothing_is_told_without_a_correction(desk: Client, update: Submission, page: str) -> None:
    assert TOLD not in texts(desk.get(reverse(page, args=[update.pk])), "h2")


def test_a_correction_before_the_update_is_none_of_its_own(measure: Measure, writer: User) -> None:
    correct(measure, "Five workshops a year.")

    assert corrections_of(workflow.propose_update(measure, writer)) is None


def test_a_correction_that_was_taken_back_is_not_told(measure: Measure, update: Submission) -> None:
    correct(measure, "Five workshops a year.")
    correct(measure, "Four workshops a year.")

    assert corrections_of(update) is None


def test_the_update_keeps_what_its_writer_wrote(measure: Measure, update: Submission) -> None:
    correct(measure, "Five workshops a year.")

    update.refresh_from_db()
    assert update.answers["features"]["main_features"] == "Four workshops a year."


def test_a_correction_stands_in_the_trail(measure: Measure, update: Submission) -> None:
    correct(measure, "Five workshops a year.")

    step = update.steps.last()
    assert step
    assert (step.kind, str(step.by), step.by_secretariat) == (Step.Kind.CORRECTED, "Editor", True)


def test_whoever_opened_the_update_before_does_not_undo_a_correction_unseen(
    measure: Measure, writer: User, update: Submission
) -> None:
    workflow.submit(update, writer)
    seen = review.last_step(update)
    correct(measure, "Five workshops a year.")

    with pytest.raises(review.Outdated, match="Editor corrected the published measure"):
        review.publish(update, UserFactory(), seen)

    measure.refresh_from_db()
    assert measure.main_features == "Five workshops a year."


def test_whoever_saw_the_correction_decides(measure: Measure, writer: User, update: Submission) -> None:
    workflow.submit(update, writer)
    correct(measure, "Five workshops a year.")

    published = review.publish(update, UserFactory(), review.last_step(update))

    assert published.main_features == "Four workshops a year."
    assert [version.number for version in measure.versions.all()] == [3, 2, 1]
    assert not update.steps.filter(kind=Step.Kind.CORRECTED).exclude(by__name="Editor")


def test_a_refused_step_names_what_happened_to_the_report(measure: Measure, writer: User, update: Submission) -> None:
    workflow.submit(update, writer)
    workflow.take_back(update, writer)
    correct(measure, "Five workshops a year.")

    with pytest.raises(workflow.WrongState, match="Writer took the report back"):
        workflow.publish(update, UserFactory())
