"""A synthetic register of any size, for load and benchmarks; the same for the same seed.

Countries, areas, coalitions and words are as skewed as in real registers. It keeps no versions: making the public
document of each measure would take most of the time, and nothing that is measured reads it.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Any

from django.db import models, reset_queries, transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django_countries import countries

from coalitions.models import Coalition, Event, Participation
from common.addresses import make_slug
from demo.synthetic_words import Writer, zipf
from measures.models import Cycle, Funding, Link, Measure, Partner, Result, Term
from measures.vocabularies import load_framework

BATCH = 1_000
LANGUAGES = {"en": 40, "fr": 24, "es": 15, "pt": 7, "ar": 6, "zh": 4, "de": 4}
CYCLES = [(2012, 2015), (2016, 2019), (2020, 2023), (2024, 2027)]
CURRENCIES = ["USD", "EUR", "CAD", "XOF", "BRL"]
# How many terms of each vocabulary a measure carries, besides the goals of its areas.
TERMS = {"area": 3, "domain": 2, "value_chain": 2, "kind": 2, "target": 3}
FIRST_DAY = datetime.datetime(2012, 1, 1, tzinfo=datetime.UTC)
LAST_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class AlreadyThereError(Exception):
    """The register has synthetic measures of this seed."""


@transaction.atomic
def generate(count: int, seed: int = 1, progress: Callable[[int], None] = lambda _made: None) -> None:
    """Add `count` measures with results, terms, partners, links, coalitions and events.

    Tells `progress` how many are made. Raises AlreadyThereError when there are some of this seed.
    """
    if Coalition.objects.filter(slug=f"synthetic-{seed}-1").exists():
        raise AlreadyThereError(f"The register already has the synthetic measures of seed {seed}: choose another seed.")
    load_framework()
    generator = _Generator(count, seed)
    for first in range(0, count, BATCH):
        generator.add_measures(range(first, min(first + BATCH, count)))
        progress(min(first + BATCH, count))
        reset_queries()  # which Django remembers in development, with all their values


class _Generator:
    """Holds what measures refer to, and makes them in batches."""

    def __init__(self, count: int, seed: int) -> None:
        self.count, self.seed = count, seed
        self.random = Random(seed)  # noqa: S311  (nothing here is a secret)
        self.writers = {language: Writer(language, seed) for language in LANGUAGES}
        self.countries = sorted(countries.countries)
        self.random.shuffle(self.countries)
        self.weights: dict[int, list[float]] = {}
        self.coalitions = self._add_coalitions(min(300, 10 + count // 250))
        self.events = self._add_events(min(5_000, 10 + count // 20))
        self.cycles = [Cycle.objects.get_or_create(first_year=first, last_year=last)[0] for first, last in CYCLES]
        self.terms: dict[str, list[Term]] = defaultdict(list)
        for term in Term.objects.select_related("vocabulary").order_by("vocabulary__position", "position", "pk"):
            self.terms[term.vocabulary.code].append(term)

    def _pick(self, things: list[Any], at_most: int = 1) -> list[Any]:
        """One to `at_most` different things, the first in the list most often."""
        if len(things) not in self.weights:
            self.weights[len(things)] = zipf(len(things))
        chosen = self.random.choices(things, cum_weights=self.weights[len(things)], k=self.random.randint(1, at_most))
        return list(dict.fromkeys(chosen))

    def _one(self, things: list[Any]) -> Any:
        return self._pick(things)[0]

    def _chance(self, percent: float) -> bool:
        return self.random.random() * 100 < percent

    def _language(self) -> str:
        return self.random.choices(list(LANGUAGES), weights=list(LANGUAGES.values()))[0]

    def _add_coalitions(self, count: int) -> list[Coalition]:
        def coalition(number: int) -> Coalition:
            return Coalition(
                slug=f"synthetic-{self.seed}-{number}",
                name=f"Synthetic coalition {number}",
                language="en",
                country=self._one(self.countries),
                founded=str(self.random.randint(1998, 2020)),
                description=self.writers["en"].text(30),
            )

        return Coalition.objects.bulk_create([coalition(number) for number in range(1, count + 1)])

    def _add_events(self, count: int) -> list[Event]:
        def event(number: int) -> Event:
            year = f"{self.random.randint(2012, 2028)}"
            month = f"{year}-{self.random.randint(1, 12):02}"
            return Event(
                slug=f"synthetic-{self.seed}-{number}",
                name=f"Synthetic event {number}: {self.writers['en'].phrase(3, 6)}",
                language="en",
                kind=self._one(list(Event.Kind)),
                start=self.random.choice([year, month, f"{month}-{self.random.randint(1, 28):02}"]),
                country=self._one(self.countries),
            )

        events = Event.objects.bulk_create([event(number) for number in range(1, count + 1)])
        Participation.objects.bulk_create(
            Participation(event=event, coalition=coalition, role=self._one(list(Participation.Role)))
            for event in events
            for coalition in self._pick(self.coalitions, 3)
        )
        return events

    def add_measures(self, numbers: range) -> None:
        made = Measure.objects.bulk_create([self._measure(number) for number in numbers])
        self._publish_over_the_years(made, numbers.start)
        self._add_terms(made)
        self._add_others(made)
        rows: dict[type[models.Model], list[Any]] = defaultdict(list)
        for measure in made:
            for row in self._rows(measure):
                rows[type(row)].append(row)
        for model, of_model in rows.items():
            model._default_manager.bulk_create(of_model)

    def _measure(self, number: int) -> Measure:
        language = self._language()
        writer = self.writers[language]
        title = writer.phrase(4, 12)[:290]
        by_authority, ongoing = self._chance(6), self._chance(15)
        coalition = self._one(self.coalitions)
        first_year = self.random.randint(2010, 2025) if ongoing or self._chance(95) else None
        withdrawn = self._chance(1)
        return Measure(
            slug=f"{make_slug(title)[:70].rstrip('-')}-{self.seed}-{number + 1}",
            title=title,
            language=language,
            coalition=None if by_authority else coalition,
            authority=f"Synthetic ministry of {coalition.country.name}" if by_authority else "",
            first_year=first_year,
            last_year=first_year + self.random.randint(0, 4) if first_year and not ongoing else None,
            ongoing=ongoing,
            main_features=writer.text(110),
            results_achieved=writer.text(60) if self._chance(85) else "",
            countries=list(dict.fromkeys([coalition.country.code, *self._pick(self.countries, 4)])),
            cycle=self._one(self.cycles[::-1]) if self._chance(90) else None,
            ifcd_support=self.random.choice([True, False, None]),
            withdrawn_at=FIRST_DAY if withdrawn else None,
            withdrawal_reason="Withdrawn by the generator." if withdrawn else "",
        )

    def _publish_over_the_years(self, made: list[Measure], start: int) -> None:
        # The database says "now" for each new measure, and then the newest would be all of them.
        between = (LAST_DAY - FIRST_DAY) / self.count
        moment = Value(FIRST_DAY + start * between) + (F("pk") - made[0].pk) * Value(between)
        Measure.objects.filter(pk__in=[measure.pk for measure in made]).update(
            published_at=ExpressionWrapper(moment, output_field=DateTimeField())
        )

    def _add_terms(self, made: list[Measure]) -> None:
        through = Measure.terms.through
        links = []
        for measure in made:
            chosen: dict[int, None] = {}
            for vocabulary, at_most in TERMS.items():
                for term in self._pick(self.terms[vocabulary], at_most):
                    chosen |= {term.pk: None} | ({term.parent_id: None} if term.parent_id else {})
            links += [through(measure_id=measure.pk, term_id=term) for term in chosen]
        through._default_manager.bulk_create(links)

    def _add_others(self, made: list[Measure]) -> None:
        supported, events = Measure.supported_coalitions.through, Measure.events.through
        supported._default_manager.bulk_create(
            supported(measure_id=measure.pk, coalition_id=coalition.pk)
            for measure in made
            if self._chance(10)
            for coalition in self._pick(self.coalitions, 2)
            if coalition.pk != measure.coalition_id
        )
        events._default_manager.bulk_create(
            events(measure_id=measure.pk, event_id=event.pk)
            for measure in made
            if self._chance(30)
            for event in self._pick(self.events, 2)
        )

    def _rows(self, measure: Measure) -> list[Any]:
        writer = self.writers[measure.language]
        rows: list[Any] = [
            self._result(measure, position) for position in range(self.random.choice([0, 0, 1, 1, 2, 3, 5]))
        ]
        if self._chance(40):
            country = self._one(self.countries)
            rows.append(
                Partner(measure=measure, name=writer.phrase(2, 5), type=self._one(list(Partner.Type)), country=country)
            )
        if self._chance(25):
            amount = round(self.random.lognormvariate(10.5, 1.4))
            rows.append(
                Funding(measure=measure, amount=amount, currency=self._one(CURRENCIES), year=measure.first_year)
            )
        if self._chance(35):
            rows.append(
                Link(measure=measure, url=f"https://example.org/synthetic/{measure.slug}", label=writer.phrase(2, 5))
            )
        return rows

    def _result(self, measure: Measure, position: int) -> Result:
        writer = self.writers[measure.language]
        year = (measure.first_year or 2015) + self.random.randint(0, 2)
        return Result(
            measure=measure,
            position=position,
            statement=f"{writer.phrase(6, 24)}{writer.full_stop}",
            kind=self._one(list(Result.Kind)),
            date=self.random.choice([None, f"{year}", f"{year}-{self.random.randint(1, 12):02}"]),
            quantity=round(self.random.lognormvariate(4, 1.5)) if self._chance(50) else None,
            unit=writer.phrase(1, 2) if self._chance(50) else "",
            event=self._one(self.events) if self._chance(20) else None,
            beneficiary=self._one(self.coalitions) if self._chance(10) else None,
        )
