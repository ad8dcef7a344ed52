"""Scripts that write no spaces are known once, and PostgreSQL knows the same."""

import pytest
from django.db import connection

from common.scripts import PAIRED, UNSPACED, is_paired, is_unspaced

BOUNDARIES = [chr(code) for first, last in PAIRED for code in (first - 1, first, last, last + 1)]


@pytest.mark.parametrize(("text", "expected"), [("文化", True), ("ไทย", True), ("한국", False), ("văn hóa ế", False)])
def test_a_text_without_spaces_is_known(text: str, expected: object) -> None:
    assert is_unspaced(text) is expected


def test_korean_is_searched_inside_words_though_it_has_spaces() -> None:
    assert (is_paired("한국"), is_unspaced("한국")) == (True, False)


@pytest.mark.django_db
def test_postgresql_pairs_the_same_signs() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(sign ~ search_paired() ORDER BY place) FROM unnest(%s) WITH ORDINALITY "
            "AS signs(sign, place)",
            [BOUNDARIES],
        )
        (paired,) = cursor.fetchone()

    assert paired == [is_paired(sign) for sign in BOUNDARIES]
    assert len(PAIRED) == len(UNSPACED) + 1
