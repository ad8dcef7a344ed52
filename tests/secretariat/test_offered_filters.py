"""The lists of the admin take the filters that they offer, and tell nothing to whoever asks for more."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from common.record_admin import OfferedFilters
from tests.admin import editor, signed_in, superuser
from tests.factories import (
    CycleFactory,
    EventFactory,
    MeasureFactory,
    RepresentativeFactory,
    SubmissionFactory,
    TermFactory,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
OURS = [page for page in site._registry.values() if type(page).__module__.startswith("secretariat.")]
BY_NAME = pytest.mark.parametrize("page", OURS, ids=[page.opts.model_name for page in OURS])


def address(page: Any) -> str:
    return reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_changelist")


def test_every_list_of_ours_is_of_this_kind() -> None:
    assert [page for page in OURS if not isinstance(page, OfferedFilters)] == []


@BY_NAME
def test_no_column_can_be_asked_for_sign_by_sign(page: Any) -> None:
    client = signed_in(superuser())
    lookups = [f"{field.name}__startswith" for field in page.opts.concrete_fields]
    lookups += [f"{field.name}__pk__gt" for field in page.opts.concrete_fields if field.is_relation]

    assert {client.get(address(page), {lookup: "1"}).status_code for lookup in lookups} == {400}


@BY_NAME
def test_every_filter_that_is_offered_is_taken(page: Any) -> None:
    measure = MeasureFactory(cycle=CycleFactory(), terms=[TermFactory()], countries=["MX"])
    publish(measure)
    SubmissionFactory(cycle=measure.cycle)
    RepresentativeFactory()
    EventFactory(country="TG")
    client = signed_in(superuser())

    html = client.get(address(page)).content.decode()
    offered = {unescape(link) for link in re.findall(r'href="(\?[^"]+)"', html)}

    assert {link: status for link in offered if (status := client.get(address(page) + link).status_code) != 200} == {}


def test_the_contact_in_a_draft_cannot_be_guessed(client: Client) -> None:
    SubmissionFactory(answers={"contact": {"contact_email": "someone@example.org"}})
    client.force_login(editor())
    asked = "answers__contact__contact_email__startswith"

    answers = [client.get("/admin/submissions/submission/", {"state": "all", asked: sign}) for sign in "sx"]

    assert [answer.status_code for answer in answers] == [400, 400]
