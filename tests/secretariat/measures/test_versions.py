"""Correcting a measure keeps its versions, and overwrites nothing that a colleague wrote."""

import pytest
from django.test import Client

from accounts.models import User
from measures.models import Measure, Partner, Version
from tests.admin import editor, errors, form_data, page, save, signed_in, superuser
from tests.factories import MeasureFactory, PartnerFactory, ResultFactory, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


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
        version = client.get(page(old)).content.decode()

        assert "30-some <del>companies</del><ins>countries</ins>." in history
        assert "A slip of the pen" in history
        assert "It brings together 30-some companies." in version

    def test_versions_cannot_be_written(self) -> None:
        version = publish(MeasureFactory())
        client = signed_in(superuser())
        address = page(version)

        answers = [
            client.post(address, {"reason": "forged"}).status_code,
            client.get("/admin/measures/version/add/").status_code,
            client.post(page(version, "delete"), {"post": "yes"}).status_code,
        ]

        assert answers == [403, 403, 403]
        assert Version.objects.get().reason == ""


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
