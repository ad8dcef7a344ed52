"""A measure is withdrawn with a reason, and never deleted."""

import pytest
from django.test import Client

from accounts.models import User
from measures.models import Measure, Term
from measures.versions import withdraw
from tests.admin import administrator, page, signed_in, superuser
from tests.factories import MeasureFactory, TermFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


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
            ("<b>No</b>", "This is plain text, and “<b>” is markup. Remove it: paragraphs, lists and links need none."),
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

        response = client.post(page(term, "delete"), {"post": "yes"})

        assert (response.status_code, Term.objects.filter(pk=term.pk).exists()) == (403, True)
