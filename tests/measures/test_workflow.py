"""The way of a report: what each step does, who comes second, and what never gets lost or out."""

import copy
import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from coalitions.models import Event, Participation
from measures.domain import workflow
from measures.models import CycleExtension, Evidence, Measure, Result, Step, Submission
from measures.serializers import document
from tests.factories import (
    ANSWERS,
    AreaFactory,
    CoalitionFactory,
    CycleFactory,
    EventFactory,
    EvidenceFactory,
    MeasureFactory,
    PartnerFactory,
    RemarkFactory,
    RepresentativeFactory,
    ResultFactory,
    SubmissionFactory,
    SubmissionFileFactory,
    UserFactory,
    publish,
)

pytestmark = pytest.mark.django_db
State = Submission.State


def submitted(**fields: Any) -> Submission:
    """A report that the secretariat has to decide on."""
    return workflow.submit(SubmissionFactory(**fields), UserFactory())


def answers(**sections: dict[str, Any]) -> dict[str, Any]:
    """Answers that can be published, with some sections replaced."""
    return {**copy.deepcopy(ANSWERS), **sections}


def trail(submission: Submission) -> list[str]:
    return list(submission.steps.values_list("kind", flat=True))


# Beginning


def test_a_new_report_knows_whom_to_ask() -> None:
    user = UserFactory(name="Office", email="office@example.org")

    submission = workflow.start_report(CoalitionFactory(), user, CycleFactory())

    assert submission.answers == {"contact": {"contact_name": "Office", "contact_email": "office@example.org"}}
    assert trail(submission) == ["started"]


def test_an_update_that_is_published_unchanged_changes_nothing() -> None:
    measure = MeasureFactory(
        results_achieved="Some.",
        cycle=CycleFactory(),
        countries=["CA", "MX"],
        terms=[AreaFactory()],
        supported_coalitions=[CoalitionFactory()],
        events=[EventFactory()],
        evaluated=True,
        evaluation_year=2019,
    )
    ResultFactory(measure=measure, quantity=12, date="2019-10", beneficiary=CoalitionFactory(), event=EventFactory())
    PartnerFactory(measure=measure, country="MX")
    EvidenceFactory(measure=measure, title="Minutes")
    before = publish(measure)

    update = workflow.submit(workflow.propose_update(measure, UserFactory(name="Office")), UserFactory())
    workflow.publish(update, UserFactory())

    assert [version.number for version in measure.versions.all()] == [before.number]


def test_one_measure_has_one_update_at_a_time() -> None:
    measure = MeasureFactory()

    first = workflow.propose_update(measure, UserFactory(name="Office"))

    assert workflow.propose_update(measure, UserFactory(name="Office")) == first


def test_a_measure_carried_forward_becomes_a_measure_of_its_own() -> None:
    old = MeasureFactory(title="Taught", results_achieved="Some.")
    EvidenceFactory(measure=old)
    cycle = CycleFactory()

    report = workflow.submit(workflow.carry_forward(old, UserFactory(name="Office"), cycle), UserFactory())
    new = workflow.publish(report, UserFactory())

    assert new.pk != old.pk
    assert (new.slug, new.cycle) == ("taught-2", cycle)
    assert Evidence.objects.filter(measure=old).count() == Evidence.objects.filter(measure=new).count() == 1


# Writing


def test_saving_keeps_what_was_typed_however_wrong() -> None:
    submission = SubmissionFactory(answers={})
    typed = {"first_year": "20l9", "title": "\u202etitle 👩🏽‍🎨 <b>"}

    workflow.save_section(submission, UserFactory(), "measure", typed, 0)

    submission.refresh_from_db()
    assert submission.answers == {"measure": typed}
    assert submission.get_revision("measure") == 1


def test_a_section_saved_meanwhile_is_not_overwritten() -> None:
    submission, colleague = SubmissionFactory(answers={}), UserFactory()
    workflow.save_section(submission, colleague, "measure", {"title": "Theirs"}, 0)

    with pytest.raises(workflow.Conflict) as conflict:
        workflow.save_section(submission, UserFactory(), "measure", {"title": "Mine"}, 0)

    assert (conflict.value.theirs, conflict.value.by, conflict.value.revision) == ({"title": "Theirs"}, colleague, 1)
    submission.refresh_from_db()
    assert submission.answers == {"measure": {"title": "Theirs"}}


def test_saving_the_same_text_twice_is_no_conflict() -> None:
    submission = SubmissionFactory(answers={})
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Same"}, 0)

    workflow.save_section(submission, UserFactory(), "measure", {"title": "Same"}, 0)

    submission.refresh_from_db()
    assert submission.get_revision("measure") == 1


def test_two_sections_can_be_written_at_once() -> None:
    submission = SubmissionFactory(answers={})
    workflow.save_section(submission, UserFactory(), "measure", {"title": "One"}, 0)

    workflow.save_section(submission, UserFactory(), "features", {"main_features": "Two"}, 0)

    submission.refresh_from_db()
    assert submission.answers == {"measure": {"title": "One"}, "features": {"main_features": "Two"}}


def test_the_trail_keeps_a_text_that_a_colleague_replaced() -> None:
    submission = SubmissionFactory(answers={})
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Theirs"}, 0)

    workflow.replace_section(submission, UserFactory(), "measure", {"title": "Mine"}, 1)

    assert submission.steps.get().answers == {"measure": {"title": "Theirs"}}


@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED, State.DECLINED, State.WITHDRAWN])
def test_nobody_writes_in_a_report_that_is_not_with_its_coalition(state: State) -> None:
    submission = SubmissionFactory(state=state, measure=MeasureFactory())

    with pytest.raises(workflow.WrongState):
        workflow.save_section(submission, UserFactory(), "measure", {"title": "Late"}, 0)


def test_the_secretariat_edits_visibly() -> None:
    submission = submitted()

    workflow.edit_on_behalf(submission, UserFactory(), "features", {"main_features": "Better."}, 0)

    step = submission.steps.last()
    assert step
    assert (step.kind, step.by_secretariat, step.answers) == ("edited", True, {"features": ANSWERS["features"]})


# Handing over


def test_an_incomplete_report_is_not_submitted_and_says_what_is_missing() -> None:
    submission = SubmissionFactory(answers=answers(measure={"title": "A", "language": "", "first_year": "20l9"}))

    with pytest.raises(workflow.NotValid) as refusal:
        workflow.submit(submission, UserFactory())

    assert [(problem.question, problem.message) for problem in refusal.value.problems] == [
        ("language", "Choose the language that this is written in."),
        ("first_year", "Give a year from 1945 to 2100, in four digits."),
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (
            datetime.date(2090, 1, 1),
            datetime.date(2090, 6, 30),
            (
                "The reporting cycle 2024–2027 opens on 1 January 2090 and closes on 30 June 2090. "
                "You can write until then, and submit from the day it opens."
            ),
        ),
        (
            datetime.date(2020, 1, 1),
            datetime.date(2020, 6, 30),
            (
                "The reporting cycle 2024–2027 was open from 1 January 2020 to 30 June 2020: it is too late to submit "
                "this report. It stays here, and you can write on; ask the secretariat for more time."
            ),
        ),
    ],
)
def test_a_cycle_that_is_not_open_takes_no_report(opens: datetime.date, closes: datetime.date, sentence: str) -> None:
    submission = SubmissionFactory(cycle=CycleFactory(opens=opens, closes=closes))

    with pytest.raises(workflow.CycleClosed) as refusal:
        workflow.submit(submission, UserFactory())

    assert str(refusal.value) == sentence


def test_a_closed_cycle_leaves_drafts_editable() -> None:
    submission = SubmissionFactory(answers={}, cycle=CycleFactory(closes=datetime.date(2024, 2, 1)))

    workflow.save_section(submission, UserFactory(), "measure", {"title": "Still here"}, 0)

    submission.refresh_from_db()
    assert submission.title == "Still here"


def test_an_extension_opens_the_cycle_for_one_coalition() -> None:
    cycle = CycleFactory(closes=datetime.date(2024, 2, 1))
    late, other = SubmissionFactory(cycle=cycle), SubmissionFactory(cycle=cycle)
    CycleExtension.objects.create(cycle=cycle, coalition=late.coalition, closes=datetime.date(2099, 1, 1))

    assert workflow.submit(late, UserFactory()).state == State.SUBMITTED
    with pytest.raises(workflow.CycleClosed):
        workflow.submit(other, UserFactory())


def test_what_the_secretariat_asked_can_be_answered_after_the_cycle_closed() -> None:
    cycle = CycleFactory(closes=datetime.date(2024, 2, 1))
    submission = SubmissionFactory(cycle=cycle, state=State.CHANGES_REQUESTED)

    assert workflow.submit(submission, UserFactory()).state == State.SUBMITTED


def test_a_submitted_report_can_be_taken_back_until_it_is_decided() -> None:
    submission = submitted()

    assert workflow.take_back(submission, UserFactory()).state == State.DRAFT
    with pytest.raises(workflow.WrongState):
        workflow.take_back(submission, UserFactory())


def test_a_report_set_aside_can_be_taken_up_again() -> None:
    submission = workflow.set_aside(SubmissionFactory(), UserFactory())

    assert submission.state == State.WITHDRAWN
    assert workflow.take_up(submission, UserFactory()).state == State.DRAFT


# Deciding


def test_asking_for_changes_sends_the_remarks() -> None:
    submission = submitted()
    remark = RemarkFactory(submission=submission, question="title")

    workflow.ask_for_changes(submission, UserFactory())

    remark.refresh_from_db()
    assert remark.is_open
    assert Submission.objects.get().state == State.CHANGES_REQUESTED


def test_asking_for_changes_without_saying_which_is_refused() -> None:
    submission = submitted()

    with pytest.raises(workflow.Refused, match="Write at least one remark"):
        workflow.ask_for_changes(submission, UserFactory())


def test_each_round_keeps_the_answers_that_were_handed_over() -> None:
    submission = submitted()
    RemarkFactory(submission=submission)
    workflow.ask_for_changes(submission, UserFactory())
    changed = {"main_features": "Five workshops."}
    workflow.save_section(submission, UserFactory(), "features", changed, 0)
    workflow.submit(submission, UserFactory())

    rounds = submission.steps.filter(kind=Step.Kind.SUBMITTED)
    assert [step.answers["features"] for step in rounds] == [ANSWERS["features"], changed]
    assert trail(submission) == ["submitted", "changes-requested", "submitted"]


def test_publishing_writes_all_that_was_answered() -> None:
    area, gainer, congress = AreaFactory(), CoalitionFactory(), EventFactory()
    submission = submitted(
        answers=answers(
            features={"main_features": "Workshops.", "terms_area": [area.code]},
            results={
                "results_achieved": "Many.",
                "results": [
                    {
                        "key": "n1",
                        "statement": "A fund.",
                        "kind": "funding-secured",
                        "quantity": "1,200.50",
                        "date": "2019-10",
                    },
                    {"key": "n2", "statement": "", "kind": "other"},
                    {
                        "key": "n3",
                        "statement": "A plan.",
                        "kind": "other",
                        "beneficiary": str(gainer.pk),
                        "event": "new:n7",
                    },
                ],
            },
            events={
                "events": [{"key": "n1", "event": str(congress.pk), "role": "speaker"}],
                "proposed_events": [
                    {"key": "n7", "name": "Workshop in Lomé", "language": "en", "kind": "workshop", "start": "2019"}
                ],
            },
            partners={
                "partners": [{"key": "n1", "name": "Government of Canada", "type": "public-sector", "country": "CA"}],
                "fundings": [{"key": "n1", "amount": "10 000", "currency": "cad"}],
                "supported_coalitions": [str(gainer.pk)],
                "ifcd_support": "False",
            },
            evidence={"links": [{"key": "n1", "url": "example.org/a"}]},
        )
    )
    SubmissionFileFactory(submission=submission)

    measure = workflow.publish(submission, UserFactory())

    proposed = Event.objects.get(name="Workshop in Lomé")
    assert list(measure.results.values_list("statement", "quantity", "beneficiary", "event")) == [
        ("A fund.", 1200.5, None, None),
        ("A plan.", None, gainer.pk, proposed.pk),
    ]
    assert set(measure.events.all()) == {congress, proposed}
    assert Participation.objects.get(coalition=measure.coalition).role == "speaker"
    assert set(measure.terms.values_list("code", flat=True)) == {area.code, area.parent.code}
    assert [str(funding) for funding in measure.fundings.all()] == ["10000.00 CAD"]
    assert list(measure.links.values_list("url", flat=True)) == ["https://example.org/a"]
    assert list(measure.supported_coalitions.all()) == [gainer]
    assert measure.ifcd_support is False
    assert measure.evidence.get().file.read() == b"Ten people came."
    assert measure.versions.get().document["title"] == "Trained museum staff"


def test_the_contact_is_not_published() -> None:
    submission = submitted(answers=answers(contact={"contact_name": "Zzyzx", "contact_email": "zzyzx@example.org"}))

    measure = workflow.publish(submission, UserFactory())

    assert "zzyzx" not in str(measure.versions.get().document).lower()


def test_an_update_keeps_the_address_and_the_rows_that_stay() -> None:
    measure = MeasureFactory(results_achieved="Some.")
    stays, goes = ResultFactory(measure=measure), ResultFactory(measure=measure)
    update = workflow.propose_update(measure, UserFactory(name="Office"))
    results = update.answers["results"]
    results["results"] = [{**results["results"][0], "statement": "Better said."}]
    workflow.save_section(update, UserFactory(), "results", results, 0)
    workflow.submit(update, UserFactory())

    assert workflow.publish(update, UserFactory()) == measure
    assert list(measure.results.values_list("pk", "statement")) == [(stays.pk, "Better said.")]
    assert not Result.objects.filter(pk=goes.pk).exists()


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


def test_answers_that_went_wrong_after_submitting_are_not_published() -> None:
    event = EventFactory()
    submission = submitted(answers=answers(events={"events": [{"key": "n1", "event": str(event.pk)}]}))
    event.delete()

    with pytest.raises(workflow.NotValid, match="no longer in the register"):
        workflow.publish(submission, UserFactory())

    assert not Measure.objects.exists()


def test_declining_needs_a_reason() -> None:
    submission = submitted()

    with pytest.raises(workflow.Refused):
        workflow.decline(submission, UserFactory(), " ")

    assert workflow.decline(submission, UserFactory(), "Not about culture.").state == State.DECLINED


def test_a_preview_is_what_publishing_would_make_and_leaves_nothing_behind() -> None:
    submission = SubmissionFactory()

    with workflow.as_published(submission) as measure:
        assert Measure.objects.get() == measure

    assert not Measure.objects.exists()


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
        except workflow.Refused as error:
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


def test_who_represents_a_coalition_sees_its_reports_until_they_leave() -> None:
    submission = SubmissionFactory()
    representative = RepresentativeFactory(coalition=submission.coalition)

    assert list(Submission.objects.open_to(representative.user)) == [submission]

    representative.ended_at = timezone.now()
    representative.save()
    assert list(Submission.objects.open_to(representative.user)) == []


def test_drafts_are_no_measures() -> None:
    SubmissionFactory(answers=answers(features={"main_features": "Quetzalcoatlus"}))

    assert not Measure.objects.filter(main_features__contains="Quetzalcoatlus").exists()
