"""The rules of what belongs to a measure: results, partners, financial resources, links."""

from typing import Any

import pytest
from django.db import DatabaseError, models
from django.db.models import Value

from measures.models import Funding, Link, Measure, Partner, Result
from tests.factories import FundingFactory, LinkFactory, MeasureFactory, PartnerFactory, ResultFactory
from tests.rules import form_errors, insert, update

pytestmark = pytest.mark.django_db

# The factory, what is wrong, and the constraint that refuses it.
REFUSED = [
    pytest.param(ResultFactory, {"statement": ""}, "result_has_statement", id="a result without a statement"),
    pytest.param(ResultFactory, {"statement": " \n "}, "result_has_statement", id="a statement of blanks"),
    pytest.param(ResultFactory, {"statement": "\u200b"}, "result_has_statement", id="a statement that cannot be seen"),
    pytest.param(ResultFactory, {"statement": None}, "null value in column", id="a statement that is null"),
    pytest.param(ResultFactory, {"quantity": -1}, "result_quantity_not_negative", id="a negative number of people"),
    pytest.param(ResultFactory, {"date": "1944-12-31"}, "result_date_is_real", id="a result of 1944"),
    pytest.param(ResultFactory, {"date": "2019-02-30"}, "date field value out of range", id="a result on 30 February"),
    pytest.param(ResultFactory, {"measure": None}, "null value in column", id="a result of nothing"),
    pytest.param(PartnerFactory, {"name": " "}, "partner_has_name", id="a partner without a name"),
    pytest.param(FundingFactory, {"amount": -1}, "funding_not_negative", id="a negative amount"),
    pytest.param(FundingFactory, {"amount": Value("NaN")}, "funding_not_negative", id="an amount that is no number"),
    pytest.param(FundingFactory, {"amount": None}, "null value in column", id="no amount"),
    pytest.param(FundingFactory, {"currency": ""}, "funding_currency", id="no currency"),
    pytest.param(FundingFactory, {"currency": "usd"}, "funding_currency", id="a currency in small letters"),
    pytest.param(FundingFactory, {"currency": "US"}, "funding_currency", id="a currency of two letters"),
    pytest.param(FundingFactory, {"year": 1944}, "funding_year", id="money of 1944"),
    pytest.param(LinkFactory, {"url": ""}, "link_is_web_address", id="a link to nowhere"),
    pytest.param(LinkFactory, {"url": "javascript:alert(1)"}, "link_is_web_address", id="a link that runs a script"),
    pytest.param(LinkFactory, {"url": "ftp://example.org/"}, "link_is_web_address", id="a link to no web page"),
]


@pytest.mark.parametrize(("factory", "fields", "constraint"), REFUSED)
def test_database_refuses_insert(factory: Any, fields: dict[str, Any], constraint: str) -> None:
    record = factory.build(**{"measure": MeasureFactory()} | fields)

    with pytest.raises(DatabaseError, match=constraint):
        insert(record)


@pytest.mark.parametrize(("factory", "fields", "constraint"), REFUSED)
def test_database_refuses_update(factory: Any, fields: dict[str, Any], constraint: str) -> None:
    record = factory()

    with pytest.raises(DatabaseError, match=constraint):
        update(record, **fields)


@pytest.mark.parametrize(
    ("factory", "fields"),
    [
        pytest.param(ResultFactory, {"quantity": 0}, id="nobody came"),
        pytest.param(ResultFactory, {"date": "2019"}, id="a year"),
        pytest.param(ResultFactory, {"date": "2020-02-29"}, id="a leap day"),
        pytest.param(FundingFactory, {"amount": 0}, id="no money"),
        pytest.param(FundingFactory, {"amount": "9999999999999.99"}, id="a great deal of money"),
        pytest.param(LinkFactory, {"url": "HTTPS://EXAMPLE.ORG/"}, id="an address in capitals"),
    ],
)
def test_database_and_form_accept(factory: Any, fields: dict[str, Any]) -> None:
    factory(**fields).full_clean()


RIGHT: dict[type[models.Model], dict[str, Any]] = {
    Result: {"statement": "A fund was opened.", "kind": "other", "position": "0"},
    Partner: {"name": "Example foundation", "position": "0"},
    Funding: {"amount": "25000", "currency": "EUR", "position": "0"},
    Link: {"url": "https://example.org/", "position": "0"},
}
DATE = "Give a year, a month or a day, written 2018, 2018-10 or 2018-10-09, from 1945 to 2100."
CURRENCY = "Give the currency as three letters, such as USD, EUR or CAD."


@pytest.mark.parametrize(
    ("model", "field", "typed", "sentence"),
    [
        (Result, "statement", "  ", "This field is required."),
        (Result, "statement", "\u200b", "Say what was achieved."),
        (Result, "quantity", "-3", "A number cannot be negative. Give it without a minus sign."),
        (Result, "date", "2019-02-30", DATE),
        (Result, "date", "in autumn", DATE),
        (Result, "date", "1944", DATE),
        (Partner, "name", "  ", "This field is required."),
        (Partner, "name", "\u200e", "Give the partner's name."),
        (Funding, "amount", "NaN", "Enter a number."),
        (Funding, "amount", "-0.01", "An amount cannot be negative. Give it without a minus sign."),
        (Funding, "currency", "euro", "Ensure this value has at most 3 characters (it has 4)."),
        (Funding, "currency", "E1R", CURRENCY),
        (Funding, "year", "1944", "Give a year from 1945 to 2100, in four digits."),
        (Link, "url", "javascript:alert(1)", "Enter a valid URL."),
        (Link, "url", "ftp://example.org/", "Give a web address that begins with http:// or https://."),
    ],
)
def test_form_says_what_is_wrong_beside_the_field(
    model: type[models.Model], field: str, typed: str, sentence: str
) -> None:
    measure = MeasureFactory()

    assert form_errors(model, RIGHT[model] | {"measure": measure.pk, field: typed}) == {field: [sentence]}


@pytest.mark.parametrize("model", RIGHT)
def test_form_accepts_what_is_right(model: type[models.Model]) -> None:
    assert form_errors(model, RIGHT[model] | {"measure": MeasureFactory().pk}) == {}


def test_rows_keep_the_order_of_the_reporter() -> None:
    measure = MeasureFactory()
    PartnerFactory(measure=measure, name="Second", position=2)
    PartnerFactory(measure=measure, name="First", position=1)

    assert [partner.name for partner in measure.partners.all()] == ["First", "Second"]


def test_published_results_leave_out_those_of_withdrawn_measures() -> None:
    kept = ResultFactory()
    withdrawn: Measure = MeasureFactory(withdrawn_at="2026-01-01T00:00Z", withdrawal_reason="Reported twice.")
    ResultFactory(measure=withdrawn)

    assert list(Result.objects.published()) == [kept]


def test_result_is_in_the_language_of_its_measure() -> None:
    result = ResultFactory(measure__language="fr", statement="Un fonds a été ouvert.")

    assert (result.wording, result.wording.lang) == ("Un fonds a été ouvert.", "fr")
