"""The secretariat's page of a measure: what is typed, said to be wrong, and kept."""

from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from measures.models import Evidence, Measure, Result, Term, Version
from measures.vocabularies import load_framework
from tests.admin import errors, form_data, page, save
from tests.factories import (
    AreaFactory,
    CoalitionFactory,
    EventFactory,
    EvidenceFactory,
    MeasureFactory,
    PartnerFactory,
    ResultFactory,
    TermFactory,
    VocabularyFactory,
)
from tests.pages import elements

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
CURRENCY = "Give the currency as three letters, such as USD, EUR or CAD."
ADD = "/admin/measures/measure/add/"


class TestEntering:
    def test_a_whole_measure_from_the_form_alone(self, client: Client, user: User) -> None:
        load_framework()
        reporter, supported = CoalitionFactory(), CoalitionFactory(name="Mexican coalition", country="MX")
        congress, meeting = EventFactory(), EventFactory(name="International Meeting", start="2019-11-27", end=None)
        area = Term.objects.get(code="civil-society", vocabulary__code="area")
        data = form_data(client.get(ADD)) | {
            "title": "Provided support to other coalitions (2016–2019)",
            "language": "en",
            "coalition": reporter.pk,
            "first_year": "2016",
            "last_year": "2019",
            "countries": ["CA", "MX"],
            "main_features": "The Coalition serves as the secretariat of a federation.",
            "results_achieved": "The federation went on.",
            "terms_area": [area.pk],
            "events": [congress.pk, meeting.pk],
            "supported_coalitions": [supported.pk],
            "ifcd_support": "false",
            "results-TOTAL_FORMS": "3",
            "results-0-statement": "The mission was relaunched.",
            "results-0-kind": "organisation",
            "results-0-date": "2018-10",
            "results-0-event": congress.pk,
            "results-1-statement": "Support was renewed.",
            "results-1-kind": "funding-secured",
            "results-2-statement": "Organisations committed to relaunch their coalition.",
            "results-2-kind": "organisation",
            "results-2-beneficiary": supported.pk,
            "partners-0-name": "Government of Canada",
            "partners-0-type": "public-sector",
            "partners-0-country": "CA",
            "fundings-0-amount": "25,000",
            "fundings-0-currency": "eur",
            "links-0-url": "https://example.org/",
        }

        response = client.post(ADD, data)

        assert response.status_code == 302, errors(response)
        measure = Measure.objects.get()
        document = measure.versions.get().document
        assert (measure.versions.get().made_by, document["title"]) == (user, "Provided support to other coalitions")
        assert [result["statement"] for result in document["results"]] == [
            "The mission was relaunched.",
            "Support was renewed.",
            "Organisations committed to relaunch their coalition.",
        ]
        assert [row.position for row in measure.results.all()] == [1, 2, 3]
        assert [event["name"] for event in document["events"]] == ["International Meeting", congress.name]
        assert [coalition["name"] for coalition in document["supported_coalitions"]] == ["Mexican coalition"]
        assert document["countries"] == ["CA", "MX"]
        assert sorted(document["terms"]) == ["area", "goal"]

    def test_asks_in_the_words_of_the_form(self, client: Client) -> None:
        form = client.get(ADD).context["adminform"].form

        assert form["main_features"].label == "Describe the main features of the measure/initiative"
        assert form["results_achieved"].label == (
            "What are the results achieved so far through the implementation of the measure/initiative?"
        )

    def test_a_new_vocabulary_is_a_row_and_not_code(self, client: Client) -> None:
        term = TermFactory(vocabulary=VocabularyFactory(code="sdg", names={"en": "Development goals"}))
        measure = MeasureFactory()

        save(client, measure, terms_sdg=[term.pk])

        assert client.get(ADD).context["adminform"].form["terms_sdg"].label == "Development goals"
        assert list(measure.terms.all()) == [term]

    def test_areas_stand_under_their_goal(self, client: Client) -> None:
        area = AreaFactory(names={"en": "Media diversity"}, parent__names={"en": "Governance"})

        choices = list(client.get(ADD).context["adminform"].form.fields["terms_area"].choices)

        assert [(group, [label for _value, label in terms]) for group, terms in choices] == [
            ("Governance", ["Media diversity"])
        ]
        assert str(area) == "Media diversity"

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"first_year": "20l9"}, "Give a year from 1945 to 2100, in four digits."),
            (
                {"first_year": "2019", "last_year": "2016"},
                "The period ends before it starts, or has no first year. Correct one of the two years.",
            ),
            ({"main_features": "  "}, "This field is required."),
            ({"language": ""}, "Choose the language that this is written in."),
            (
                {"authority": "Ministry"},
                "Say who reports the measure: either a coalition or a public authority, not both.",
            ),
            (
                {"main_features": "<script>alert(1)</script>"},
                (
                    "This is plain text, and “<script>alert(1)</script>” is markup. "
                    "Remove it: paragraphs, lists and links need none."
                ),
            ),
            ({"fundings-0-amount": "5", "fundings-0-currency": "dollars"}, CURRENCY),
            (
                {"fundings-0-amount": "25.000"},
                "“25.000” can be read in two ways. Write 25000 without the sign, or 25 without the zeros.",
            ),
            ({"fundings-0-amount": "-3"}, "An amount cannot be negative. Give it without a minus sign."),
            (
                {"results-0-date": "2018-02-30", "results-0-statement": "A"},
                "Give a year, a month or a day, written 2018, 2018-10 or 2018-10-09, from 1945 to 2100.",
            ),
        ],
    )
    def test_what_is_wrong_is_said_and_the_rest_stays_typed(
        self, client: Client, wrong: dict[str, str], sentence: str
    ) -> None:
        measure = MeasureFactory()

        response = save(client, measure, results_achieved="Typed with care.", **wrong)

        assert errors(response) == [sentence]
        assert "Typed with care." in response.content.decode()
        assert Version.objects.count() == 0


class TestRows:
    def test_rows_stay_where_they_are_and_new_ones_come_last(self, client: Client) -> None:
        measure = MeasureFactory()
        for position, name in enumerate(["First", "Second"]):
            PartnerFactory(measure=measure, name=name, position=position)

        save(
            client,
            measure,
            **{"partners-0-name": "First, corrected", "partners-TOTAL_FORMS": "3", "partners-2-name": "Third"},
        )

        assert [partner.name for partner in measure.partners.all()] == ["First, corrected", "Second", "Third"]

    def test_results_keep_what_an_editor_did_not_touch(self, client: Client) -> None:
        result = ResultFactory(quantity=12, unit="people", date="2018-10", position=4)

        save(client, result.measure, title="Another title")

        kept: Any = Result.objects.values_list("quantity", "unit", "date", "position").get()
        assert kept == (12, "people", "2018-10", 4)


class TestEvidence:
    def test_is_judged_named_and_measured(self, client: Client) -> None:
        measure = MeasureFactory()
        file = SimpleUploadedFile("minutes.exe", b"%PDF-1.7\n" + b"x" * 100, content_type="application/x-msdownload")

        response = save(client, measure, **{"evidence-0-file": file, "evidence-0-title": "Minutes"})

        assert response.status_code == 302, errors(response)
        evidence = Evidence.objects.get()
        assert (evidence.name, evidence.content_type, evidence.size) == ("minutes.exe.pdf", "application/pdf", 109)
        html = client.get(page(measure)).content.decode()
        assert f'<a href="{evidence.get_absolute_url()}">minutes.exe.pdf</a>' in html

    def test_a_program_under_another_name_is_refused(self, client: Client) -> None:
        file = SimpleUploadedFile("minutes.pdf", b"MZ\x90\x00" + b"\x00" * 100)

        response = save(client, MeasureFactory(), **{"evidence-0-file": file})

        (sentence,) = errors(response)
        assert sentence.startswith("“minutes.pdf” is none of the kinds of file that can be kept here")

    def test_a_chosen_file_stays_chosen_beside_another_fields_error(self, client: Client) -> None:
        measure = MeasureFactory()
        first = save(client, measure, title="", **{"evidence-0-file": minutes(), "evidence-0-title": "Minutes"})

        client.post(page(measure), form_data(first) | kept(first) | {"title": "A title"})

        evidence = Evidence.objects.get()
        assert (evidence.name, evidence.title) == ("minutes.txt", "Minutes")
        assert evidence.file.read() == b"Ten people came."

    def test_a_chosen_file_outlives_several_errors(self, client: Client) -> None:
        measure = MeasureFactory()
        first = save(client, measure, title="", **{"evidence-0-file": minutes()})
        second = client.post(page(measure), form_data(first) | kept(first))

        client.post(page(measure), form_data(second) | kept(second) | {"title": "A title"})

        assert Evidence.objects.get().name == "minutes.txt"

    def test_a_chosen_file_can_be_done_without(self, client: Client) -> None:
        measure = MeasureFactory()
        first = save(client, measure, title="", **{"evidence-0-file": minutes()})
        without = {"title": "A title", "evidence-0-name": "", "evidence-0-file-drop": "on"}

        response = client.post(page(measure), form_data(first) | kept(first) | without)

        assert (response.status_code, Evidence.objects.count()) == (302, 0)

    @pytest.mark.parametrize(
        "note",
        ["forged", signing.dumps(["submissions/private.pdf", "a.pdf"], salt="another")],
        ids=["not signed", "signed for something else"],
    )
    def test_a_forged_note_is_refused_in_words(self, client: Client, note: str) -> None:
        measure = MeasureFactory()

        response = save(client, measure, **{"evidence-0-file-kept": note})

        assert errors(response) == ["This file is empty, or no longer kept. Choose it again."]

    def test_an_eleventh_file_is_refused(self, client: Client) -> None:
        measure = MeasureFactory()
        EvidenceFactory.create_batch(10, measure=measure)
        data = form_data(client.get(page(measure)))
        data |= {"evidence-TOTAL_FORMS": "11", "evidence-10-file": SimpleUploadedFile("a.txt", b"One more")}

        response = client.post(page(measure), data)

        assert errors(response) == ["A measure can have 10 files at most. Remove some, or give links instead."]


def minutes() -> SimpleUploadedFile:
    return SimpleUploadedFile("minutes.txt", b"Ten people came.")


def kept(response: Any) -> dict[str, str]:
    """The notes with which the form carries files that were chosen."""
    fields = elements(response, "input", type="hidden")
    names = {field.attributes["name"]: field.attributes.get("value", "") for field in fields}
    return {name: value for name, value in names.items() if name.endswith("-kept")}


class TestForgedRows:
    @pytest.mark.parametrize("count", ["5000", "999999999", "-5", "many", "", "\x00"])
    def test_a_forged_number_of_rows_makes_no_rows(self, client: Client, count: str) -> None:
        measure = MeasureFactory(title="Before")
        data = form_data(client.get(page(measure)))
        for prefix in ("results", "partners", "fundings", "links", "evidence"):
            data |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": count}

        answer = client.post(page(measure), data)

        rows = [one.formset for one in answer.context["inline_admin_formsets"]] if answer.context else []
        assert answer.status_code in (200, 302)
        assert [len(formset.forms) for formset in rows if len(formset.forms) > 2] == []

    def test_as_many_rows_as_can_be_sent_are_refused_in_a_sentence(self, client: Client) -> None:
        measure = MeasureFactory()
        data = form_data(client.get(page(measure))) | {"partners-TOTAL_FORMS": "2000"}
        data |= {f"partners-{place}-name": "A museum" for place in range(2000)}

        answer = client.post(page(measure), data)

        assert "There are more rows here than can be kept. Remove some: at most 300 are possible." in errors(answer)
        assert measure.partners.count() == 0
