"""A register in which every chart has several rows, and query strings that each leave some of it out."""

from measures.versions import withdraw
from tests.factories import (
    AreaFactory,
    AuthorityMeasureFactory,
    CoalitionFactory,
    CycleFactory,
    EventFactory,
    GoalFactory,
    MeasureFactory,
    ResultFactory,
    TermFactory,
)

QUERIES = [
    "",
    "country=CA",
    "goal=governance&country=TG",
    "area=media&area=equality&language=fr",
    "region=002&year_from=2016&year_to=2017",
    "year=2015",
    "q=museum",
    "supported=chile&coalition=togo",
    "event=lome",
    "event=lome&supported=chile",
    "reporter=public-authority",
    "sort=title&goal=rights",
]


def fill_register() -> None:
    governance, rights = GoalFactory(code="governance"), GoalFactory(code="rights")
    media, equality = AreaFactory(code="media", parent=governance), AreaFactory(code="equality", parent=rights)
    music, design = TermFactory(code="music"), TermFactory(code="design")
    togo = CoalitionFactory(slug="togo", name="Coalition of Togo", country="TG")
    canada = CoalitionFactory(slug="canada", name="Coalition of Canada", country="CA")
    chile = CoalitionFactory(slug="chile", name="Coalition of Chile", country="CL")
    lome = EventFactory(name="Congress in Lomé", slug="lome")
    for number in range(18):
        measure = MeasureFactory(
            title=f"{'Museum' if number % 2 else 'Festival'} {number}",
            language="fr" if number % 2 else "en",
            coalition=togo if number % 3 else canada,
            countries=["TG", "BJ"] if number % 3 else ["CA", "CL"],
            first_year=2014 + number % 5,
            last_year=None if number % 4 == 0 else 2020,
            ongoing=number % 4 == 0,
            terms=[governance, media, music] if number % 4 else [rights, equality, design],
            supported_coalitions=[chile, canada] if number % 3 else [togo] if number % 2 else [],
            events=[lome] if number % 2 else [],
            cycle=CycleFactory(),
        )
        ResultFactory(measure=measure, kind="publication" if number % 5 else "policy-changed")
        ResultFactory(measure=measure, kind="event-held", statement="Museums opened.")
    AuthorityMeasureFactory(title="Museum of the state", countries=["TG"], terms=[equality], first_year=2015)
    withdraw(MeasureFactory(countries=["FR"], terms=[rights, design]), by=None, reason="Reported twice.")
