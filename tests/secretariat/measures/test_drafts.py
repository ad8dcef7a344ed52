"""Saving a measure publishes it, and says so; what is not to be public yet is kept as a report, decided later."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from measures.models import Measure, Version
from submissions import workflow
from submissions.models import Step, Submission
from tests import admin
from tests.admin import errors, form_data, page, save, signed_in
from tests.factories import (
    AuthorityMeasureFactory,
    CoalitionFactory,
    EvidenceFactory,
    MeasureFactory,
    PartnerFactory,
    RepresentativeFactory,
    ResultFactory,
    UserFactory,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
ADD = "/admin/measures/measure/add/"
DRAFT = {"_draft": "Save as draft"}


@pytest.fixture
def measure() -> Measure:
    measure: Measure = MeasureFactory(results_achieved="Forty people came.")
    publish(measure)
    return measure


def buttons(client: Client, address: str) -> set[str]:
    return set(re.findall(r'<input type="submit" value="([^"]+)"', client.get(address).content.decode()))


def test_the_buttons_say_that_they_publish(client: Client, measure: Measure) -> None:
    assert {"Save and publish", "Save as draft"} <= buttons(client, ADD)
    assert {"Save and publish the correction", "Save as draft"} <= buttons(client, page(measure))
    assert "Save" not in buttons(client, ADD) | buttons(client, page(measure))


def test_a_draft_of_a_correction_changes_nothing_public(client: Client, measure: Measure) -> None:
    result, partner = ResultFactory(measure=measure), PartnerFactory(measure=measure)

    answer = save(
        client,
        measure,
        **DRAFT,
        title="Another title",
        **{"partners-0-name": "Another partner", "partners-1-name": "New partner", "partners-TOTAL_FORMS": "2"},
        reason="Their own page says so.",
    )

    draft = Submission.objects.get()
    assert answer.url == page(draft)
    measure.refresh_from_db()
    partner.refresh_from_db()
    assert measure.title != "Another title"
    assert (measure.partners.count(), partner.name == "Another partner") == (1, False)
    assert Version.objects.filter(measure=measure).count() == 1
    assert (draft.purpose, draft.state, draft.measure) == ("update", "submitted", measure)
    assert (draft.answers["measure"]["title"], draft.answers["partners"]["partners"][1]["name"]) == (
        "Another title",
        "New partner",
    )
    step = draft.steps.get()
    assert (step.kind, step.by_secretariat, step.note) == (Step.Kind.UPDATE_PROPOSED, True, "Their own page says so.")
    assert result.pk == measure.results.get().pk


def test_a_draft_is_published_as_any_report(client: Client, measure: Measure) -> None:
    partner = PartnerFactory(measure=measure)
    upload = SimpleUploadedFile("minutes.txt", b"Ten people came.")
    new_file = {"evidence-TOTAL_FORMS": "1", "evidence-0-file": upload, "evidence-0-title": "Minutes"}
    save(client, measure, **DRAFT, title="Another title", **{"partners-0-name": "Another partner"}, **new_file)
    draft = Submission.objects.get()

    client.post(page(draft), {"do": "publish", "step": client.get(page(draft)).context["step"]})

    measure.refresh_from_db()
    partner.refresh_from_db()
    assert (measure.title, partner.name) == ("Another title", "Another partner")
    assert measure.evidence.get().file.read() == b"Ten people came."
    assert Version.objects.filter(measure=measure).count() == 2


def test_a_file_that_is_public_stays_the_same_file(client: Client, measure: Measure) -> None:
    evidence = EvidenceFactory(measure=measure)
    save(client, measure, **DRAFT, title="Another title")
    draft = Submission.objects.get()

    client.post(page(draft), {"do": "publish", "step": client.get(page(draft)).context["step"]})

    assert measure.evidence.get() == evidence


def test_a_new_measure_is_kept_as_a_draft_and_published_later(client: Client) -> None:
    coalition = CoalitionFactory()
    typed: dict[str, Any] = {
        "title": "Trained museum staff",
        "language": "en",
        "coalition": coalition.pk,
        "first_year": "2016",
        "main_features": "Four workshops a year.",
        "results_achieved": "Forty people came.",
        "results-0-statement": "A fund was opened.",
    }

    client.post(ADD, form_data(client.get(ADD)) | typed | DRAFT)

    assert not Measure.objects.exists()
    draft = Submission.objects.get()
    assert (draft.purpose, draft.state, draft.coalition, str(draft.title)) == (
        "new",
        "submitted",
        coalition,
        "Trained museum staff",
    )

    client.post(page(draft), {"do": "publish", "step": client.get(page(draft)).context["step"]})

    measure = Measure.objects.get()
    assert (measure.title, measure.results.get().statement) == ("Trained museum staff", "A fund was opened.")


def test_one_update_at_a_time_and_nothing_typed_is_lost(client: Client, measure: Measure) -> None:
    under_way = workflow.propose_update(measure, UserFactory())

    assert "Save as draft" not in buttons(client, page(measure))
    answer = save(client, measure, **DRAFT, title="Another title")

    assert errors(answer) == ["Another update of this measure has begun. Go on with that one."]
    assert answer.context["adminform"].form["title"].value() == "Another title"
    assert list(Submission.objects.all()) == [under_way]
    assert page(under_way) in answer.content.decode()


def test_what_is_wrong_is_said_and_nothing_is_kept(client: Client, measure: Measure) -> None:
    answer = save(client, measure, **DRAFT, first_year="soon")

    assert answer.status_code == 200
    assert not Submission.objects.exists()


@pytest.mark.parametrize("what", ["authority", "coalition", "slug"])
def test_a_draft_holds_only_what_a_report_asks(client: Client, measure: Measure, what: str) -> None:
    of = AuthorityMeasureFactory() if what == "authority" else measure
    changes = {"coalition": {"coalition": CoalitionFactory().pk}, "slug": {"slug": "another"}}

    answer = save(client, of, **DRAFT, **changes.get(what, {}))

    assert len(errors(answer)) == 1
    assert not Submission.objects.exists()


# The coalition's side


def test_its_coalition_sees_the_draft_and_others_do_not(client: Client, measure: Measure) -> None:
    save(client, measure, **DRAFT, title="Another title")
    address = Submission.objects.get().get_absolute_url()

    assert signed_in(RepresentativeFactory(coalition=measure.coalition).user).get(address).status_code == 200
    assert signed_in(RepresentativeFactory().user).get(address).status_code == 404


def test_a_coalition_takes_it_to_its_desk_and_hands_it_over_again(client: Client, measure: Measure) -> None:
    save(client, measure, **DRAFT, title="Another title")
    draft, writer = Submission.objects.get(), RepresentativeFactory(coalition=measure.coalition).user

    workflow.take_back(draft, writer)
    workflow.submit(draft, writer)

    draft.refresh_from_db()
    assert (draft.state, draft.answers["measure"]["title"]) == ("submitted", "Another title")


# From the attacker's side


def test_whoever_only_reads_measures_keeps_no_draft(measure: Measure) -> None:
    client = signed_in(admin.administrator())

    assert client.post(page(measure), {"title": "Mine", **DRAFT}).status_code == 403
    assert not Submission.objects.exists()


def test_a_representative_keeps_no_draft_in_the_admin(measure: Measure) -> None:
    client = signed_in(RepresentativeFactory(coalition=measure.coalition, role="coordinator").user)

    assert client.post(page(measure), {"title": "Mine", **DRAFT}).status_code == 302
    assert not Submission.objects.exists()
