"""What two people do at the same moment: one of them comes second, and nobody sees half of it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from measures.documents import document
from submissions import workflow
from submissions.models import Step
from tests.factories import MeasureFactory, ResultFactory, SubmissionFactory, UserFactory, submitted


@pytest.mark.django_db(transaction=True)
def test_readers_see_all_of_an_update_or_nothing_of_it() -> None:
    measure = MeasureFactory(results_achieved="Some.")
    ResultFactory.create_batch(2, measure=measure)
    update = workflow.propose_update(measure, UserFactory(name="Office"))
    workflow.save_section(update, UserFactory(), "results", {"results_achieved": "More.", "results": []}, 0)
    workflow.submit(update, UserFactory())
    before = document(measure)

    with transaction.atomic():
        workflow.publish(update, UserFactory())
        meanwhile = in_parallel(lambda: document(measure))[0]

    after = document(measure)
    assert meanwhile == before
    assert (after["results_achieved"], after["results"]) == ("More.", [])


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_stands() -> None:
    submission = submitted()
    one, other = UserFactory(name="Reviewer one"), UserFactory(name="Reviewer two")
    outcomes = in_parallel(
        lambda: workflow.publish(submission, one), lambda: workflow.decline(submission, other, "Not about culture.")
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, workflow.WrongState)]
    assert len(refused) == 1
    assert str(refused[0]).startswith("This is not possible any more: Reviewer ")
    submission.refresh_from_db()
    assert submission.steps.exclude(kind=Step.Kind.SUBMITTED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_told() -> None:
    submission = SubmissionFactory(answers={})
    user = UserFactory()
    outcomes = in_parallel(
        *[lambda text=text: workflow.save_section(submission, user, "measure", {"title": text}, 0) for text in "ab"]
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Submission"]


def in_parallel(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned or raised, all begun together."""
    together, outcomes = threading.Barrier(len(calls)), []

    def run(call: Callable[[], Any]) -> None:
        together.wait()
        try:
            outcomes.append(call())
        except workflow.StepRefused as error:
            outcomes.append(error)
        except workflow.Conflict as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
