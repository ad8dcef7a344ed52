"""Publishing an update while people read: they see the page before or the page after, and never half of each."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_save
from django.test import Client

from measures.models import Measure, Result
from submissions import workflow
from submissions.models import Submission
from tests.factories import MeasureFactory, ResultFactory, UserFactory, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def measure() -> Measure:
    """A published measure in which everything says "old"."""
    measure: Measure = MeasureFactory(title="Old title", main_features="Old features.", results_achieved="Old results.")
    ResultFactory(measure=measure, statement="Old outcome.")
    publish(measure)
    return measure


@pytest.fixture
def update(measure: Measure) -> Submission:
    """An update, submitted, in which everything says "new"."""
    submission = workflow.propose_update(measure, UserFactory(name="Writer"))
    for section, answers in submission.answers.items():
        new = _renewed(answers)
        if new != answers:
            submission = workflow.save_section(submission, UserFactory(), section, new, 0)
    return workflow.submit(submission, UserFactory())


def _renewed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _renewed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_renewed(part) for part in value]
    return value.replace("Old", "New") if isinstance(value, str) else value


def what_a_reader_sees(measure: Measure) -> set[str]:
    """Which of the two the public page shows, read over another connection, as another visitor's request is."""
    seen: set[str] = set()
    reader = threading.Thread(target=lambda: seen.update(_ages(measure)))
    reader.start()
    reader.join()
    return seen


def _ages(measure: Measure) -> set[str]:
    try:
        html = Client().get(measure.get_absolute_url()).content.decode()
    finally:
        connection.close()
    texts = ("title", "features.", "results.", "outcome.")
    return {age for age in ("Old", "New") for text in texts if f"{age} {text}" in html}


def test_a_reader_sees_one_or_the_other_at_every_moment(measure: Measure, update: Submission) -> None:
    moments: list[set[str]] = []

    def look(sender: Any, **_kwargs: Any) -> None:
        if sender in (Measure, Result):  # half of it is written now, in a transaction that is still open
            moments.append(what_a_reader_sees(measure))

    post_save.connect(look)
    try:
        workflow.publish(update, UserFactory())
    finally:
        post_save.disconnect(look)

    assert moments == [{"Old"}] * len(moments)
    assert len(moments) >= 2
    assert what_a_reader_sees(measure) == {"New"}


def test_a_reader_whose_page_is_half_read_when_it_is_published_sees_the_old_one(
    measure: Measure, update: Submission
) -> None:
    seen, has_begun, is_published = set(), threading.Event(), threading.Event()

    def wait_after_the_first_part(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if 'FROM "measures_measure"' in sql and not has_begun.is_set():
            has_begun.set()
            is_published.wait(timeout=30)
        return result

    def read() -> None:
        with connection.execute_wrapper(wait_after_the_first_part):
            seen.update(_ages(measure))

    reader = threading.Thread(target=read)
    reader.start()
    assert has_begun.wait(timeout=30)
    workflow.publish(update, UserFactory())
    is_published.set()
    reader.join()

    assert seen == {"Old"}


def test_the_version_before_is_in_the_history(measure: Measure, update: Submission) -> None:
    workflow.publish(update, UserFactory())

    assert [version.document["title"] for version in measure.versions.all()] == ["New title", "Old title"]


def test_an_update_that_breaks_half_way_changes_nothing(measure: Measure, update: Submission) -> None:
    def cut(sender: Any, **_kwargs: Any) -> None:
        if sender is Result:
            raise ConnectionError("the line was cut")

    post_save.connect(cut)
    try:
        with pytest.raises(ConnectionError):
            workflow.publish(update, UserFactory())
    finally:
        post_save.disconnect(cut)

    assert what_a_reader_sees(measure) == {"Old"}
    update.refresh_from_db()
    assert (update.state, measure.versions.count()) == (Submission.State.SUBMITTED, 1)
