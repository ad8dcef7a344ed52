"""Addresses outlive code: former ones redirect, withdrawn ones say why, wrong ones help, and none is a server error."""

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from measures.models import Measure
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory
from tests.pages import elements, texts

pytestmark = pytest.mark.django_db


def test_a_former_address_leads_to_the_present_one_for_good(client: Client) -> None:
    measure = MeasureFactory(slug="old-name")
    measure.slug = "دعم-التحالفات"
    measure.save()

    answer = client.get("/fr/measures/old-name/history/?page=2")

    assert answer.status_code == 301
    assert answer["Location"] == f"/fr{measure.get_absolute_url()[3:]}history/?page=2"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(("factory", "kind"), [(CoalitionFactory, "coalitions"), (EventFactory, "events")])
def test_former_addresses_of_coalitions_and_events_redirect(client: Client, factory: type, kind: str) -> None:
    record = factory(slug="old-name")
    record.slug = "new-name"
    record.save()

    answer = client.get(f"/en/{kind}/old-name/")

    assert (answer.status_code, answer["Location"]) == (301, f"/en/{kind}/new-name/")


def test_a_withdrawn_measure_is_gone_and_says_why(client: Client) -> None:
    measure = MeasureFactory(main_features="Secret")
    Measure.objects.filter(pk=measure.pk).update(
        withdrawn_at=timezone.now(), withdrawal_reason="Reported <b>twice</b>. See https://example.org/"
    )

    page = client.get(measure.get_absolute_url())

    assert page.status_code == 410
    assert texts(page, "blockquote") == ["Reported twice. See https://example.org/"]
    assert "Secret" not in page.content.decode()


@pytest.mark.parametrize("kind", ["measures", "coalitions", "events"])
@pytest.mark.parametrize("slug", ["nothing", "%ff%fe", "%F0%9F%8E%B5", "دعم", "a" * 3000, "..%2f..", "<b>", "1'--"])
def test_an_unknown_address_is_not_found(client: Client, kind: str, slug: str) -> None:
    assert client.get(f"/en/{kind}/{slug}/").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_page_that_is_not_there_helps_to_go_on(client: Client, language: str) -> None:
    page = client.get(f"/{language}/nothing/")

    assert page.status_code == 404
    assert [element.attributes["lang"] for element in elements(page, "html")] == [language]
    assert [form.attributes["action"] for form in elements(page, "form")] == [f"/{language}/measures/"]


def test_the_language_switch_of_a_page_that_is_not_there_leads_home(client: Client) -> None:
    page = client.get("/fr/nothing/?a=1")

    switch = [link.attributes["href"] for link in elements(page, "a") if "hreflang" in link.attributes]
    assert switch == ["/en/", "/fr/", "/es/"]


@override_settings(ROOT_URLCONF="tests.browser.urls")
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_our_own_mistake_has_a_page(client: Client, language: str) -> None:
    client.raise_request_exception = False

    page = client.get(f"/{language}/fail/500/")

    assert page.status_code == 500
    assert len(texts(page, "h1")) == 1
    assert [element.attributes["lang"] for element in elements(page, "html")] == [language]


def test_a_host_that_is_not_ours_has_a_page(client: Client) -> None:
    page = client.get("/en/", headers={"host": "elsewhere.example"})

    assert page.status_code == 400
    assert texts(page, "h1") == ["This request cannot be understood"]


def test_a_form_without_its_token_has_a_page() -> None:
    client = Client(enforce_csrf_checks=True)

    page = client.post("/en/accounts/login/", {"login": "a@example.org", "password": "x"})

    assert page.status_code == 403
    assert texts(page, "h1") == ["This form was open for too long, or cookies are off"]


@pytest.mark.parametrize("address", ["", "measures/", "results/", "coalitions/", "events/", "map/"])
def test_public_pages_can_only_be_read(client: Client, address: str) -> None:
    assert client.post(f"/en/{address}").status_code == 405


@pytest.mark.parametrize(
    "address", ["//evil.example/en/measures/", "//[::1/", "/en/nothing/", "///evil.example/", "/\\evil.example/"]
)
def test_a_page_that_is_none_leads_to_no_other_site(client: Client, address: str) -> None:
    page = client.get("/", PATH_INFO=address)  # as a server passes it on

    links = [link.attributes["href"] for link in elements(page, "a")]
    assert page.status_code == 404
    assert [
        link for link in links if "evil" in link or not link.startswith(("/en/", "/fr/", "/es/", "/api/", "#"))
    ] == []


@pytest.mark.parametrize("address", ["/en/measures/%00/", "/en/?q=%00", "/admin/?%00=1", "/api/v1/measures/?q=a%00b"])
def test_an_address_with_a_nul_is_told_to_make_no_sense(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 400
    assert (b"is not as it should be" in answer.content) != address.startswith("/api/")


def test_a_cookie_with_a_nul_is_told_to_make_no_sense(client: Client) -> None:
    client.cookies.load('sessionid="abcdefgh\\000"')

    assert client.get("/en/desk/").status_code == 400


@pytest.mark.parametrize("wanted", ["http://[::1/", "//evil.example/", "https://evil.example/", ""])
def test_signing_in_leads_to_no_other_site(client: Client, wanted: str) -> None:
    for address in ("/admin/login/", "/en/accounts/login/"):
        answer = client.get(address, {"next": wanted})

        assert (answer.status_code, "evil" in answer.get("Location", "")) in [(200, False), (302, False)]
