"""A coalition has one latest status, whoever asks for it."""

import pytest
from django.db.models import OuterRef

from coalitions.models import Coalition, StatusChange
from exports.columns import COLUMNS
from finding.kinds import COALITION
from finding.register import Register
from measures.documents import CoalitionRecord
from tests.factories import CoalitionFactory, StatusChangeFactory

pytestmark = pytest.mark.django_db

HISTORIES = [
    pytest.param([("relaunched", "2019-11"), ("dormant", None), ("active", "2004")], "relaunched", id="unordered"),
    pytest.param(
        [("dormant", "2019"), ("relaunched", "2019")], "relaunched", id="two of one year: the one noted later"
    ),
    pytest.param([("active", None), ("dormant", None)], "dormant", id="without dates"),
    pytest.param([("dormant", "2019-02"), ("relaunched", "2019")], "dormant", id="a month comes after its year"),
]


@pytest.mark.parametrize(("history", "latest"), HISTORIES)
def test_all_agree_on_the_latest_status(history: list[tuple[str, str | None]], latest: str) -> None:
    coalition = CoalitionFactory()
    for status, since in history:
        StatusChangeFactory(coalition=coalition, status=status, since=since)

    read = coalition.get_status()
    queried = Coalition.objects.values_list(StatusChange.objects.latest_of(OuterRef("pk")))
    counted = Register().index(COALITION).facets["status"]
    document = CoalitionRecord(Coalition.objects.for_listing().get()).data
    (exported,) = [column.read(document) for column in COLUMNS["coalitions"]() if column.name == "status"]

    assert (read and read.status, list(queried), list(counted), exported) == (latest, [(latest,)], [latest], latest)
