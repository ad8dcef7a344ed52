"""What becomes public of a report, and what never does."""

import pytest

from coalitions.models import Event, Participation
from measures.models import Measure, Result
from submissions import workflow
from tests.factories import (
    AreaFactory,
    CoalitionFactory,
    EventFactory,
    MeasureFactory,
    ResultFactory,
    SubmissionFactory,
    SubmissionFileFactory,
    UserFactory,
    answers,
    submitted,
)

pytestmark = pytest.mark.django_db


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
    assert [str(funding) for funding in measure.fundings.all()] == ["10,000 CAD"]
    assert list(measure.links.values_list("url", flat=True)) == ["https://example.org/a"]
    assert list(measure.supported_coalitions.all()) == [gainer]
    assert measure.ifcd_support is False
    assert measure.evidence.get().file.read() == b"Ten people came."
    assert measure.versions.get().document["title"] == "Trained museum staff"


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


def test_answers_that_went_wrong_after_submitting_are_not_published() -> None:
    event = EventFactory()
    submission = submitted(answers=answers(events={"events": [{"key": "n1", "event": str(event.pk)}]}))
    event.delete()

    with pytest.raises(workflow.NotValid, match="no longer in the register"):
        workflow.publish(submission, UserFactory())

    assert not Measure.objects.exists()


def test_the_contact_is_not_published() -> None:
    submission = submitted(answers=answers(contact={"contact_name": "Zzyzx", "contact_email": "zzyzx@example.org"}))

    measure = workflow.publish(submission, UserFactory())

    assert "zzyzx" not in str(measure.versions.get().document).lower()


def test_drafts_are_no_measures() -> None:
    SubmissionFactory(answers=answers(features={"main_features": "Quetzalcoatlus"}))

    assert not Measure.objects.filter(main_features__contains="Quetzalcoatlus").exists()


def test_a_preview_is_what_publishing_would_make_and_leaves_nothing_behind() -> None:
    submission = SubmissionFactory()

    with workflow.as_published(submission) as measure:
        assert Measure.objects.get() == measure

    assert not Measure.objects.exists()
