"""Factories: the least of each record that the register accepts. A test names what it is about, and no more."""

import copy
import datetime
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from accounts.models import User
from coalitions.models import Coalition, Event, Membership, Participation, Representative, StatusChange
from measures.models import Cycle, Evidence, Funding, Link, Measure, Partner, Result, Term, Version, Vocabulary
from measures.versions import keep_version
from submissions import workflow
from submissions.models import Remark, Submission, SubmissionFile

PASSWORD = "a long enough password"


class Factory(DjangoModelFactory):
    """Records that belong to many others take them by name: `MeasureFactory(terms=[music], events=[congress])`."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        many = {name: kwargs.pop(name) for name in _many_to_many(model_class) if name in kwargs}
        record = super()._create(model_class, *args, **kwargs)
        for name, others in many.items():
            getattr(record, name).set(others)
        return record


def _many_to_many(model: Any) -> list[str]:
    return [field.name for field in model._meta.many_to_many]


class UserFactory(Factory):
    """A user who signs in with PASSWORD."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"user{number}@example.org")
    password = factory.django.Password(PASSWORD)


class CoalitionFactory(Factory):
    class Meta:
        model = Coalition

    name = factory.Sequence(lambda number: f"Example coalition {number}")
    language = "en"
    country = "CA"


class FederationFactory(CoalitionFactory):
    name = factory.Sequence(lambda number: f"Example federation {number}")
    is_federation = True


class StatusChangeFactory(Factory):
    class Meta:
        model = StatusChange

    coalition = factory.SubFactory(CoalitionFactory)
    status = StatusChange.Status.ACTIVE
    since = "2010"


class MembershipFactory(Factory):
    class Meta:
        model = Membership

    coalition = factory.SubFactory(CoalitionFactory)
    federation = factory.SubFactory(FederationFactory)


class RepresentativeFactory(Factory):
    class Meta:
        model = Representative

    user = factory.SubFactory(UserFactory)
    coalition = factory.SubFactory(CoalitionFactory)


class EventFactory(Factory):
    class Meta:
        model = Event

    name = factory.Sequence(lambda number: f"Example congress {number}")
    language = "en"
    kind = Event.Kind.CONGRESS
    start = "2019-10-09"
    end = "2019-10-11"


class ParticipationFactory(Factory):
    class Meta:
        model = Participation

    event = factory.SubFactory(EventFactory)
    coalition = factory.SubFactory(CoalitionFactory)


class VocabularyFactory(Factory):
    class Meta:
        model = Vocabulary
        django_get_or_create = ["code"]

    code = "domain"
    names = factory.LazyAttribute(lambda vocabulary: {"en": vocabulary.code.capitalize()})


class TermFactory(Factory):
    """A term of the vocabulary "domain"; `TermFactory(vocabulary__code="kind")` for another."""

    class Meta:
        model = Term

    vocabulary = factory.SubFactory(VocabularyFactory)
    code = factory.Sequence(lambda number: f"term-{number}")
    names = factory.LazyAttribute(lambda term: {"en": term.code.capitalize()})


class GoalFactory(TermFactory):
    vocabulary = factory.SubFactory(VocabularyFactory, code="goal", position=1)


class AreaFactory(TermFactory):
    """An area of monitoring, with its goal."""

    parent = factory.SubFactory(GoalFactory)
    vocabulary = factory.SubFactory(
        VocabularyFactory, code="area", position=2, parent=factory.SelfAttribute("..parent.vocabulary")
    )


class CycleFactory(Factory):
    """A cycle that is open for a long time; `opens` and `closes` say otherwise."""

    class Meta:
        model = Cycle
        django_get_or_create = ["first_year", "last_year"]

    first_year = 2024
    last_year = 2027
    opens = datetime.date(2024, 1, 1)
    closes = datetime.date(2099, 6, 30)


class MeasureFactory(Factory):
    """A published measure of a coalition, without a version; `publish()` makes one as the program does."""

    class Meta:
        model = Measure

    title = factory.Sequence(lambda number: f"Trained museum staff, part {number}")
    language = "en"
    coalition = factory.SubFactory(CoalitionFactory)
    first_year = 2016
    last_year = 2019
    main_features = "Four workshops a year for those who look after collections."


class AuthorityMeasureFactory(MeasureFactory):
    coalition = None
    authority = "Example Ministry of Culture"


class ResultFactory(Factory):
    class Meta:
        model = Result

    measure = factory.SubFactory(MeasureFactory)
    statement = "The ministry opened a fund for translations."


class PartnerFactory(Factory):
    class Meta:
        model = Partner

    measure = factory.SubFactory(MeasureFactory)
    name = factory.Sequence(lambda number: f"Example partner {number}")


class FundingFactory(Factory):
    class Meta:
        model = Funding

    measure = factory.SubFactory(MeasureFactory)
    amount = 25_000


class LinkFactory(Factory):
    class Meta:
        model = Link

    measure = factory.SubFactory(MeasureFactory)
    url = factory.Sequence(lambda number: f"https://example.org/page/{number}")


class EvidenceFactory(Factory):
    class Meta:
        model = Evidence

    measure = factory.SubFactory(MeasureFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"Ten people came.", name="minutes.txt"))
    name = "minutes.txt"
    content_type = "text/plain"
    size = 16


ANSWERS: dict[str, dict[str, Any]] = {
    "measure": {"title": "Trained museum staff", "language": "en", "first_year": "2024", "last_year": "2025"},
    "features": {"main_features": "Four workshops a year for those who look after collections."},
    "results": {"results_achieved": "Forty people came, and ten museums changed how they keep textiles."},
    "contact": {"contact_name": "Office of the coalition", "contact_email": "office@example.org"},
}


def answers(**sections: dict[str, Any]) -> dict[str, Any]:
    """Answers that can be published, with some sections replaced."""
    return {**copy.deepcopy(ANSWERS), **sections}


class SubmissionFactory(Factory):
    """A draft that could be submitted; `answers={}` is one that has only begun, `state` one that has come further."""

    class Meta:
        model = Submission

    coalition = factory.SubFactory(CoalitionFactory)
    cycle = factory.SubFactory(CycleFactory)
    answers = factory.LazyFunction(answers)


class SubmissionFileFactory(Factory):
    class Meta:
        model = SubmissionFile

    submission = factory.SubFactory(SubmissionFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"Ten people came.", name="minutes.txt"))
    name = "minutes.txt"
    content_type = "text/plain"
    size = 16


class RemarkFactory(Factory):
    """A remark that the secretariat is still writing; `sent_at` makes it one that the coalition can read."""

    class Meta:
        model = Remark

    submission = factory.SubFactory(SubmissionFactory)
    text = "Please say in which town."


def submitted(**fields: Any) -> Submission:
    """A report that somebody handed over, and that the secretariat has to decide on."""
    return workflow.submit(SubmissionFactory(**fields), UserFactory(name="Writer"))


def publish(measure: Measure, by: User | None = None, reason: str = "") -> Version:
    """Keep what is public of the measure as its next version."""
    version = keep_version(measure, by=by, reason=reason)
    assert version
    return version
