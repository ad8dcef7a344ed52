"""The secretariat's page of a measure: entering, correcting, and never losing or overwriting what somebody wrote."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from measures.domain.framework import load_framework
from measures.domain.publication import withdraw
from measures.models import Evidence, Measure, Partner, Result, Term, Version
from tests.admin import administrator, editor, errors, form_data, signed_in, superuser
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
    publish,
)

MARKUP = "This is plain text, and “{}” is markup. Remove it: paragraphs, lists and links need none."
ADD = "/admin/measures/measure/add/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings, db: None) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def user() -> User:
    return editor(name="Ed Itor")


@pytest.fixture
def client(user: User) -> Client:
    return signed_in(user)


def page(measure: Measure, name: str = "change") -> str:
    return reverse(f"admin:measures_measure_{name}", args=[measure.pk])


def save(client: Client, measure: Measure, **changes: Any) -> Any:
    """Open the page, change some fields, save."""
    data = form_data(client.get(page(measure)))
    return client.post(page(measure), data | changes)


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
            "fundings-0-amount": "25000",
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
                MARKUP.format("<script>alert(1)</script>"),
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


class TestVersions:
    def test_a_correction_keeps_a_version_with_its_reason(self, client: Client, user: User) -> None:
        measure = MeasureFactory(main_features="30-some companies")
        publish(measure)

        save(client, measure, main_features="30-some countries", reason="A slip of the pen")

        new, old = measure.versions.all()
        assert (new.made_by, new.reason) == (user, "A slip of the pen")
        assert (old.document["main_features"], new.document["main_features"]) == (
            "30-some companies",
            "30-some countries",
        )

    def test_saving_without_a_change_keeps_none(self, client: Client) -> None:
        measure = MeasureFactory()
        ResultFactory(measure=measure)
        publish(measure)

        response = save(client, measure, reason="Just looking")

        assert (response.status_code, measure.versions.count()) == (302, 1)

    def test_a_change_in_a_row_alone_keeps_a_version(self, client: Client) -> None:
        measure = MeasureFactory()
        PartnerFactory(measure=measure, name="Governement of Québec")
        publish(measure)

        save(client, measure, **{"partners-0-name": "Government of Québec"})

        assert [version.document["partners"][0]["name"] for version in measure.versions.all()] == [
            "Government of Québec",
            "Governement of Québec",
        ]

    def test_the_history_shows_the_difference_and_leads_to_the_old_text(self, client: Client) -> None:
        measure = MeasureFactory(main_features="It brings together 30-some companies.")
        old = publish(measure)
        save(client, measure, main_features="It brings together 30-some countries.", reason="A slip of the pen")

        history = client.get(page(measure, "history")).content.decode()
        version = client.get(reverse("admin:measures_version_change", args=[old.pk])).content.decode()

        assert "30-some <del>companies</del><ins>countries</ins>." in history
        assert "A slip of the pen" in history
        assert "It brings together 30-some companies." in version

    def test_versions_cannot_be_written(self) -> None:
        version = publish(MeasureFactory())
        client = signed_in(superuser())
        address = reverse("admin:measures_version_change", args=[version.pk])

        answers = [
            client.post(address, {"reason": "forged"}).status_code,
            client.get("/admin/measures/version/add/").status_code,
            client.post(reverse("admin:measures_version_delete", args=[version.pk]), {"post": "yes"}).status_code,
        ]

        assert answers == [403, 403, 403]
        assert Version.objects.get().reason == ""


class TestOrder:
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


class TestTwoEditors:
    def test_the_second_to_save_is_told_what_the_first_changed(self, client: Client) -> None:
        measure = MeasureFactory(title="Trained museum staff", main_features="One.")
        publish(measure)
        mine = form_data(client.get(page(measure)))
        save(signed_in(editor(name="Colleague")), measure, main_features="Two.")

        response = client.post(page(measure), mine | {"title": "Trained museum and library staff"})

        (sentence,) = errors(response)
        assert sentence.startswith("Colleague changed this measure on ")
        assert "<dd><del>One</del><ins>Two</ins>.</dd>" in sentence
        assert 'value="Trained museum and library staff"' in response.content.decode()
        assert Measure.objects.get().main_features == "Two."

    def test_who_saves_again_after_being_told_decides(self, client: Client) -> None:
        measure = MeasureFactory(main_features="One.")
        publish(measure)
        mine = form_data(client.get(page(measure))) | {"main_features": "Three."}
        save(signed_in(editor()), measure, main_features="Two.")
        told = client.post(page(measure), mine)

        client.post(page(measure), form_data(told))

        assert [version.document["main_features"] for version in measure.versions.all()] == ["Three.", "Two.", "One."]

    def test_a_row_that_somebody_removed_is_still_typed_and_can_be_put_back(self, client: Client) -> None:
        measure = MeasureFactory()
        gone = PartnerFactory(measure=measure, name="Gone")
        PartnerFactory(measure=measure, name="Kept")
        publish(measure)
        mine = form_data(client.get(page(measure))) | {
            "partners-0-name": "Corrected",
            "partners-1-name": "Also corrected",
        }
        Partner.objects.filter(pk=gone.pk).delete()

        told = client.post(page(measure), mine)
        client.post(page(measure), form_data(told))

        assert errors(told) == ["Somebody else removed this row meanwhile. Save again to put it back, or empty it."]
        assert {partner.name for partner in measure.partners.all()} == {"Corrected", "Also corrected"}


class TestWithdrawing:
    def test_with_a_public_reason_the_address_answers_410(self, client: Client, user: User) -> None:
        measure = MeasureFactory()

        response = client.post(page(measure, "withdraw"), {"reason": "Reported twice."})

        measure.refresh_from_db()
        assert response.headers["Location"] == page(measure)
        assert (measure.is_withdrawn, measure.withdrawal_reason) == (True, "Reported twice.")
        assert Client().get(f"/en/measures/{measure.slug}/").status_code == 410
        assert (measure.versions.get().made_by, measure.versions.get().reason) == (user, "Reported twice.")

    def test_and_back(self, client: Client, user: User) -> None:
        measure = MeasureFactory()
        withdraw(measure, user, "Reported twice.")

        client.post(page(measure, "reinstate"), {"reason": "It was another one."})

        measure.refresh_from_db()
        assert not measure.is_withdrawn

    @pytest.mark.parametrize(
        ("reason", "sentence"),
        [
            ("", "Give the reason: it is shown at the measure's address and in its history."),
            ("<b>No</b>", MARKUP.format("<b>")),
        ],
    )
    def test_needs_a_reason_that_can_be_read(self, client: Client, reason: str, sentence: str) -> None:
        measure = MeasureFactory()

        response = client.post(page(measure, "withdraw"), {"reason": reason})

        assert response.context["form"].errors == {"reason": [sentence]}
        assert not Measure.objects.get().is_withdrawn

    def test_twice_is_said_and_done_once(self, client: Client) -> None:
        measure = MeasureFactory()
        client.post(page(measure, "withdraw"), {"reason": "First."})

        client.post(page(measure, "withdraw"), {"reason": "Second."})

        assert Measure.objects.get().withdrawal_reason == "First."

    def test_who_may_only_read_cannot(self) -> None:
        measure = MeasureFactory()
        client = signed_in(administrator())

        assert client.get(page(measure)).status_code == 200
        assert client.post(page(measure, "withdraw"), {"reason": "Mine."}).status_code == 403
        assert client.post(page(measure), {"title": "Mine"}).status_code == 403


class TestNothingIsDeleted:
    def test_not_even_by_a_superuser(self) -> None:
        measure = MeasureFactory()
        client = signed_in(superuser())

        answers = [
            client.post(page(measure, "delete"), {"post": "yes"}).status_code,
            client.post(
                "/admin/measures/measure/",
                {"action": "delete_selected", "_selected_action": [measure.pk], "post": "yes"},
            ).status_code,
        ]

        assert answers == [403, 200]
        assert Measure.objects.count() == 1

    def test_nor_is_a_term_that_a_measure_carries(self) -> None:
        term = TermFactory()
        MeasureFactory(terms=[term])
        client = signed_in(administrator())

        response = client.post(reverse("admin:measures_term_delete", args=[term.pk]), {"post": "yes"})

        assert (response.status_code, Term.objects.filter(pk=term.pk).exists()) == (403, True)


class TestEvidence:
    def test_is_judged_named_and_measured(self, client: Client) -> None:
        measure = MeasureFactory()
        file = SimpleUploadedFile("minutes.exe", b"%PDF-1.7\n" + b"x" * 100, content_type="application/x-msdownload")

        response = save(client, measure, **{"evidence-0-file": file, "evidence-0-title": "Minutes"})

        assert response.status_code == 302, errors(response)
        evidence = Evidence.objects.get()
        assert (evidence.name, evidence.content_type, evidence.size) == ("minutes.exe.pdf", "application/pdf", 109)
        page = client.get(reverse("admin:measures_measure_change", args=[measure.pk])).content.decode()
        assert f'<a href="{evidence.get_absolute_url()}">minutes.exe.pdf</a>' in page

    def test_a_program_under_another_name_is_refused(self, client: Client) -> None:
        file = SimpleUploadedFile("minutes.pdf", b"MZ\x90\x00" + b"\x00" * 100)

        response = save(client, MeasureFactory(), **{"evidence-0-file": file})

        (sentence,) = errors(response)
        assert sentence.startswith("“minutes.pdf” is none of the kinds of file that can be kept here")

    def test_an_eleventh_file_is_refused(self, client: Client) -> None:
        measure = MeasureFactory()
        EvidenceFactory.create_batch(10, measure=measure)
        data = form_data(client.get(page(measure)))
        data |= {"evidence-TOTAL_FORMS": "11", "evidence-10-file": SimpleUploadedFile("a.txt", b"One more")}

        response = client.post(page(measure), data)

        assert errors(response) == ["A measure can have 10 files at most. Remove some, or give links instead."]


class TestLists:
    def test_take_the_same_queries_for_ten_measures_as_for_fifty(self, client: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert client.get("/admin/measures/measure/").status_code == 200
            return len(caught)

        for _number in range(10):
            ResultFactory(measure__terms=[TermFactory(vocabulary__code="domain")])
        few = queries()
        for _number in range(40):
            ResultFactory(measure__terms=[Term.objects.last()])

        assert queries() == few

    def test_search_ignores_accents(self, client: Client) -> None:
        MeasureFactory(title="Congrès de Lomé")
        MeasureFactory(title="Something else")

        found = client.get("/admin/measures/measure/", {"q": "congres LOME"}).context["cl"].queryset

        assert [measure.title for measure in found] == ["Congrès de Lomé"]

    @pytest.mark.parametrize(
        ("filter", "titles"),
        [
            ({"state": "withdrawn"}, ["Gone"]),
            ({"country": "MX"}, ["In Mexico"]),
            ({"domain": "music"}, ["Music"]),
            ({"language": "fr"}, ["En français"]),
        ],
    )
    def test_filters(self, client: Client, user: User, filter: dict[str, str], titles: list[str]) -> None:  # noqa: A002
        withdraw(MeasureFactory(title="Gone"), user, "A reason")
        MeasureFactory(title="In Mexico", countries=["MX"])
        MeasureFactory(title="Music", terms=[TermFactory(code="music")])
        MeasureFactory(title="En français", language="fr")

        response = client.get("/admin/measures/measure/", filter)

        assert [measure.title for measure in response.context["cl"].queryset] == titles

    def test_an_unknown_filter_value_shows_the_whole_list(self, client: Client) -> None:
        assert client.get("/admin/measures/measure/", {"cycle": "x"}).url == "/admin/measures/measure/?e=1"  # type: ignore[attr-defined]


class TestRights:
    @pytest.mark.parametrize("name", ["fr", "es"])
    def test_the_admin_speaks_the_language_of_its_user(self, name: str) -> None:
        response = signed_in(editor(language=name)).get("/admin/")

        assert response.headers["Content-Language"] == name

    def test_both_groups_have_theirs_from_the_first_migration(self) -> None:
        held = {
            group: set(Permission.objects.filter(group__name=f"Secretariat {group}").values_list("codename", flat=True))
            for group in ("editors", "administrators")
        }

        assert {"add_measure", "change_result", "view_event"} <= held["editors"]
        assert {"add_user", "change_term", "view_measure"} <= held["administrators"]
        assert not {"delete_measure", "change_user", "delete_coalition"} & held["editors"]
        assert not {"change_measure", "delete_user", "change_permission"} & held["administrators"]

    @pytest.mark.parametrize(
        "address",
        [
            "/admin/coalitions/event/add/?_popup=1",
            "/admin/coalitions/coalition/add/?_popup=1",
            "/admin/autocomplete/?app_label=measures&model_name=measure&field_name=events&term=",
            "/admin/autocomplete/?app_label=measures&model_name=measure&field_name=coalition&term=",
            "/admin/autocomplete/?app_label=measures&model_name=measure&field_name=supported_coalitions&term=",
            "/admin/autocomplete/?app_label=measures&model_name=result&field_name=event&term=",
            "/admin/autocomplete/?app_label=measures&model_name=result&field_name=beneficiary&term=",
            "/admin/measures/version/",
        ],
    )
    def test_an_editor_has_what_the_form_needs(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        "address",
        [
            "/admin/accounts/user/",
            "/admin/auth/group/",
            "/admin/measures/term/add/",
            "/admin/measures/cycle/add/",
            "/admin/coalitions/representative/add/",
        ],
    )
    def test_and_nothing_more(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 403

    def test_results_keep_what_an_editor_did_not_touch(self, client: Client) -> None:
        result = ResultFactory(quantity=12, unit="people", date="2018-10", position=4)

        save(client, result.measure, title="Another title")

        kept: Any = Result.objects.values_list("quantity", "unit", "date", "position").get()
        assert kept == (12, "people", "2018-10", 4)
