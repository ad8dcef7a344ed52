"""The public document of a measure and its neighbours: one declaration of what is shown.

Versions keep this document; the API, the exports and the differences between versions are made from it. It is the same
whatever the reader's language: names of terms come in all of theirs, kinds and roles as codes.
"""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coalitions.models import Coalition, Event, Membership, Participation, StatusChange
from measures.links import file_of, page_of
from measures.models import Cycle, Evidence, Funding, Link, Measure, Partner, Result, Term


class Names(serializers.DictField):
    """A name in several languages, by their codes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.CharField(), **kwargs)


class CoalitionReference(serializers.ModelSerializer[Coalition]):
    """A coalition as another record names it."""

    country = serializers.CharField()

    class Meta:
        model = Coalition
        fields = ["slug", "name", "language", "acronym", "country"]


class EventReference(serializers.ModelSerializer[Event]):
    """An event as another record names it."""

    country = serializers.CharField()

    class Meta:
        model = Event
        fields = ["slug", "name", "language", "kind", "start", "end", "place", "country"]


class TermReference(serializers.ModelSerializer[Term]):
    """A term as a measure carries it."""

    names = Names()
    parent = serializers.CharField(source="parent.code", default=None, allow_null=True)  # type: ignore[assignment]

    class Meta:
        model = Term
        fields = ["code", "names", "parent"]


class ResultDocument(serializers.ModelSerializer[Result]):
    event = EventReference(allow_null=True)
    beneficiary = CoalitionReference(allow_null=True)

    class Meta:
        model = Result
        fields = ["statement", "kind", "date", "quantity", "unit", "evidence", "event", "beneficiary"]


class PartnerDocument(serializers.ModelSerializer[Partner]):
    country = serializers.CharField()

    class Meta:
        model = Partner
        fields = ["name", "type", "country"]


class FundingDocument(serializers.ModelSerializer[Funding]):
    class Meta:
        model = Funding
        fields = ["amount", "currency", "source", "year"]


class LinkDocument(serializers.ModelSerializer[Link]):
    class Meta:
        model = Link
        fields = ["url", "label"]


class EvidenceDocument(serializers.ModelSerializer[Evidence]):
    class Meta:
        model = Evidence
        fields = ["id", "name", "title", "content_type", "size"]


class Classified(serializers.ModelSerializer[Measure]):
    """What a measure is sorted by: its cycle, and the terms that it carries."""

    cycle = serializers.SerializerMethodField(help_text="The reporting cycle, as first and last year.")
    terms = serializers.SerializerMethodField(
        help_text="For each vocabulary, by its code, the terms that the measure carries."
    )

    def get_cycle(self, measure: Measure) -> str | None:
        cycle: Cycle | None = measure.cycle
        return cycle.code if cycle else None

    @extend_schema_field(serializers.DictField(child=TermReference(many=True)))
    def get_terms(self, measure: Measure) -> dict[str, list[dict[str, Any]]]:
        groups: dict[str, list[dict[str, Any]]] = {}
        for term in measure.terms.all():
            groups.setdefault(term.vocabulary.code, []).append(dict(self._term(term)))
        return groups

    def _term(self, term: Term) -> dict[str, Any]:
        # The same few terms come again and again where many measures are shown.
        known = self.__dict__.setdefault("_known_terms", {})
        if term.pk not in known:
            known[term.pk] = TermReference(term).data
        shown: dict[str, Any] = known[term.pk]
        return shown


class MeasureDocument(Classified):
    """The whole of a measure. Give it measures of `Measure.objects.whole()`, which fetches all of it in few queries."""

    title = serializers.CharField(source="bare_title", help_text="The title, without the period.")
    reporter = serializers.ChoiceField(choices=Measure.Reporter.choices)
    coalition = CoalitionReference(allow_null=True, help_text="Who reported it, when civil society did.")
    authority = serializers.CharField(help_text="Who reported it, when a public authority did.")
    results = ResultDocument(many=True)
    partners = PartnerDocument(many=True)
    fundings = FundingDocument(many=True)
    links = LinkDocument(many=True)
    evidence = EvidenceDocument(many=True)
    supported_coalitions = CoalitionReference(many=True)
    events = EventReference(many=True)

    class Meta:
        model = Measure
        fields = [
            "slug",
            "title",
            "language",
            "first_year",
            "last_year",
            "ongoing",
            "reporter",
            "coalition",
            "authority",
            "cycle",
            "main_features",
            "results_achieved",
            "results",
            "countries",
            "terms",
            "supported_coalitions",
            "events",
            "partners",
            "fundings",
            "ifcd_support",
            "evaluated",
            "evaluation_year",
            "evaluation_conclusions",
            "links",
            "evidence",
        ]


def document(measure: Measure) -> dict[str, Any]:
    """The public document of one measure, freshly read, as plain JSON values."""
    whole: QuerySet[Measure] = Measure.objects.whole()
    return dict(MeasureDocument(whole.get(pk=measure.pk)).data)


class EvidenceRecord(EvidenceDocument):
    url = serializers.SerializerMethodField(help_text="Where the file is downloaded.")

    class Meta(EvidenceDocument.Meta):
        fields = [*EvidenceDocument.Meta.fields, "url"]

    @extend_schema_field(serializers.URLField())
    def get_url(self, evidence: Evidence) -> str:
        return file_of(evidence)


class Paged(serializers.ModelSerializer):
    """A record that has a page of its own, in the content's language or else in English."""

    url = serializers.SerializerMethodField(help_text="The page for people.")

    @extend_schema_field(serializers.URLField())
    def get_url(self, record: Any) -> str:
        return page_of(record)


class MeasureRecord(MeasureDocument, Paged):
    """A measure as the API and the exports give it: its public document, with where, since when and which version."""

    version = serializers.IntegerField(allow_null=True, help_text="The number of the latest version.")
    evidence = EvidenceRecord(many=True)

    class Meta(MeasureDocument.Meta):
        fields = ["url", "version", "published_at", "updated_at", *MeasureDocument.Meta.fields]


class MeasureReference(Classified, Paged):
    """A measure as its results name it, with what results are filtered by."""

    title = serializers.CharField(source="bare_title", help_text="The title, without the period.")
    reporter = serializers.ChoiceField(choices=Measure.Reporter.choices)
    coalition = CoalitionReference(allow_null=True)

    class Meta:
        model = Measure
        fields = ["slug", "url", "title", "language", "first_year", "last_year", "ongoing"]
        fields += ["reporter", "coalition", "authority", "cycle", "countries", "terms"]


class ResultRecord(ResultDocument):
    """A result with its measure, in whose language it is written."""

    measure = MeasureReference()

    class Meta(ResultDocument.Meta):
        fields = ["id", "measure", *ResultDocument.Meta.fields]


class StatusDocument(serializers.ModelSerializer[StatusChange]):
    class Meta:
        model = StatusChange
        fields = ["status", "since", "note"]


class MembershipDocument(serializers.ModelSerializer[Membership]):
    federation = CoalitionReference()

    class Meta:
        model = Membership
        fields = ["federation", "role", "since", "until"]


class CoalitionRecord(Paged):
    """A coalition with its status over time and its memberships."""

    other_names = Names()
    other_descriptions = Names()
    country = serializers.CharField()
    statuses = StatusDocument(many=True, help_text="The status over time, the earliest first.")
    memberships = MembershipDocument(many=True)

    class Meta:
        model = Coalition
        fields = [
            "slug",
            "url",
            "updated_at",
            "name",
            "language",
            "other_names",
            "acronym",
            "former_names",
            "is_federation",
            "country",
            "founded",
            "description",
            "other_descriptions",
            "website",
            "statuses",
            "memberships",
        ]


class ParticipationDocument(serializers.ModelSerializer[Participation]):
    coalition = CoalitionReference()

    class Meta:
        model = Participation
        fields = ["coalition", "role"]


class EventRecord(Paged):
    """An event with those who took part."""

    other_names = Names()
    country = serializers.CharField()
    participations = ParticipationDocument(many=True)

    class Meta:
        model = Event
        fields = [
            "slug",
            "url",
            "updated_at",
            "name",
            "language",
            "other_names",
            "kind",
            "start",
            "end",
            "place",
            "country",
            "description",
            "website",
            "participations",
        ]


class TermRecord(TermReference):
    """A term with the vocabulary that it belongs to."""

    vocabulary = serializers.CharField(source="vocabulary.code", help_text="The code of its vocabulary.")

    class Meta(TermReference.Meta):
        fields = ["vocabulary", *TermReference.Meta.fields]
