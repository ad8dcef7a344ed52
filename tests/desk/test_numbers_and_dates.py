"""Numbers, dates and currencies in a report: taken as the page's language writes them, and answered with a reason."""

import pytest
from django.test import Client
from django.utils.translation import override

from submissions.models import Submission
from tests.desk.steps import rows, section, stored

pytestmark = pytest.mark.django_db


def typed(writer: Client, submission: Submission, language: str, slug: str, name: str, **row: str) -> list[str]:
    """What the page says of one row with these answers, beside the question that they begin with."""
    post = rows(name, "n1", **{f"{name}-n1-{question}": value for question, value in row.items()})
    with override(language):
        address = section(submission, slug)
        writer.post(address, {**post, "revision": "0"})
        page = writer.get(address, {"check": "1"})
    return list(page.context["section"].rows[name][0].errors.get(next(iter(row)), []))


@pytest.mark.parametrize(
    ("language", "amount"),
    [("en", "25,000.50"), ("fr", "25\u202f000,5"), ("es", "25.000"), ("es", "25.000,50"), ("es", "1.500.000")],
)
def test_an_amount_is_taken_as_the_language_writes_it(
    writer: Client, submission: Submission, language: str, amount: str
) -> None:
    assert typed(writer, submission, language, "partners", "fundings", amount=amount, currency="EUR") == []


def test_what_only_spanish_reads_so_is_the_same_amount_for_every_reader(writer: Client, submission: Submission) -> None:
    typed(writer, submission, "es", "partners", "fundings", amount="25.000", currency="EUR")

    assert stored(submission, "partners")["fundings"][0]["amount"] == "25000"


def test_an_amount_that_could_be_two_is_asked_about_and_kept(writer: Client, submission: Submission) -> None:
    said = typed(writer, submission, "en", "partners", "fundings", amount="25.000", currency="EUR")

    assert said == ["“25.000” can be read in two ways. Write 25000 without the sign, or 25 without the zeros."]
    assert stored(submission, "partners")["fundings"][0]["amount"] == "25.000"


@pytest.mark.parametrize("currency", ["dollars", "$", "US"])
def test_a_currency_in_words_is_answered_by_what_to_write(
    writer: Client, submission: Submission, currency: str
) -> None:
    said = typed(writer, submission, "en", "partners", "fundings", currency=currency, amount="5")

    assert said == ["Give the currency as three letters, such as USD, EUR or CAD."]


@pytest.mark.parametrize("date", ["11 octobre 2019", "9. Oktober 2019", "11/2019"])
def test_a_date_in_words_is_taken(writer: Client, submission: Submission, date: str) -> None:
    assert typed(writer, submission, "fr", "results", "results", date=date, statement="Un fonds.") == []


def test_a_text_that_is_no_date_is_told_so_and_not_its_length(writer: Client, submission: Submission) -> None:
    said = typed(writer, submission, "en", "results", "results", date="at the end of the autumn", statement="A fund.")

    assert said == ["Give a year, a month or a day, written 2018, 2018-10 or 2018-10-09, from 1945 to 2100."]


@pytest.mark.parametrize(
    ("language", "number", "date"),
    [
        (
            "en",
            "In digits, for instance 1,200.5.",
            "A year, a month or a day: 2018, 2018-10, 2018-10-09 or 9 October 2018.",
        ),
        (
            "es",
            "En cifras, por ejemplo 1.200,5.",
            "Un año, un mes o un día: 2018, 2018-10, 2018-10-09 o 9 de octubre de 2018.",
        ),
    ],
)
def test_the_format_is_said_before_it_is_needed(
    writer: Client, submission: Submission, language: str, number: str, date: str
) -> None:
    with override(language):
        page = writer.get(section(submission, "results"))
        row = page.context["page"].groups[0].blank

        assert (str(row["quantity"].help_text), str(row["date"].help_text)) == (number, date)
