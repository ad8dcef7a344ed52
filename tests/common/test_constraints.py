"""The SQL that migrations write by a short name stays what it is in the databases where they ran."""

from typing import Any

import pytest
from django.db.models import Expression

from coalitions.models import Membership
from common.constraints import FirstDay, SpanOfDays, Visible


def first_day(date: str) -> str:
    year, month, day = (
        f'(COALESCE(NULLIF(SUBSTRING("coalitions_membership"."{date}", {start}, {length}), ), 1))::integer'
        for start, length in ((1, 4), (6, 2), (9, 2))
    )
    return f"make_date({year}, {month}, {day})"


VISIBLE = (
    r'"coalitions_membership"."role" ~ [^\s\u00a0\u00ad\u034f\u061c\u115f\u1160\u180e\u2000-\u200f'
    r"\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufeff\uffa0]"
)
SPAN_OF_DAYS = (
    f'daterange({first_day("since")}, GREATEST(CASE WHEN "coalitions_membership"."until" IS NULL '
    f"THEN (infinity)::date ELSE {first_day('until')} END, ({first_day('since')} + 1)))"
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (Visible("role"), VISIBLE),
        (FirstDay("since"), first_day("since")),
        (SpanOfDays("since", "until"), SPAN_OF_DAYS),
    ],
)
def test_what_migrations_wrote_by_name_is_what_it_was(expression: Expression, expected: str) -> None:
    """Whoever changes it writes a migration that takes away each rule with this SQL and makes it anew."""
    found: Any = Membership.objects.order_by().values_list(expression.copy()).query

    assert str(found).removeprefix("SELECT ").partition(" AS ")[0] == expected
