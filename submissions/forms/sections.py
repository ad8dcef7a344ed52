"""The sections of the report, in their order: what is asked, in the wording of the official form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import validate_mail_address
from common.languages import wording
from measures import questions
from measures.models import Measure, Vocabulary
from submissions.forms.base import Section
from submissions.forms.fields import ManyField, YearField, YesNoField
from submissions.forms.rows import EventRow, FundingRow, LinkRow, PartnerRow, ProposedEventRow, ResultRow


class MeasureSection(Section):
    slug = "measure"
    heading = _("The measure")
    lead = _("What it is called, when it took place, and where.")
    first_year = YearField(
        label=_("First year"),
        help_text=_("Four digits, for instance 2023."),
        error_messages={
            "required": _("Give the year in which the measure began, in four digits."),
        },
    )
    last_year = YearField(label=_("Last year"), required=False, help_text=_("The same year if it took only one."))
    countries = ManyField(
        label=_("Countries concerned"), required=False, help_text=_("Where it took place, or whom it concerned.")
    )
    examples = {
        "title": _("Provided support to coalitions for cultural diversity in other countries"),
    }

    class Meta(Section.Meta):
        fields = ["title", "language", "first_year", "last_year", "ongoing", "countries"]
        labels = {
            "title": _("Name of the measure/initiative"),
            "language": _("Language that you write this report in"),
            "ongoing": _("It is still going on"),
        }
        help_texts = {
            "title": _("Begin with what you did, and leave the years out: they are asked below."),
            "language": _("Any language. Readers see your words as you wrote them."),
            "ongoing": _("Then leave the last year empty."),
        }
        widgets = {"title": forms.Textarea(attrs={"rows": 2, "data-one-line": ""})}
        error_messages = {"title": {"required": _("Give the measure a name: this is what readers search for.")}}

    def ask(self) -> None:
        self.choose_from("countries", self.lists.countries)

    def clean_title(self) -> str:
        # The question has several lines so that a long title can be seen whole; the title has one.
        lines = [line.strip() for line in self.cleaned_data["title"].split("\n")]
        return " ".join(line for line in lines if line)


class FeaturesSection(Section):
    slug = "features"
    heading = _("What it does")
    lead = _("For somebody who has never heard of it: who did what, for whom, how and why.")
    long_answers = ("main_features",)
    examples = {
        "main_features": _(
            "The coalition is the secretariat of an international network. In 2019 its coordinator advised those who "
            "organised a meeting in another country: she helped with the programme, brought them together with two "
            "governments, and spoke about ten years of experience."
        ),
    }

    class Meta(Section.Meta):
        fields = ["main_features"]
        help_texts = {
            "main_features": _(
                "At most 10,000 characters. Leave an empty line between paragraphs; begin list items with a dash."
            )
        }
        widgets = {"main_features": forms.Textarea(attrs={"rows": 14})}
        error_messages = {"main_features": {"required": _("Describe the main features of the measure.")}}

    def ask(self) -> None:
        self.fields["main_features"].label = questions.main_features(Measure.Reporter.CIVIL_SOCIETY)
        for vocabulary in self.lists.vocabularies:
            terms: dict[str, list[Any]] = {}
            for term in vocabulary.terms.all():
                terms.setdefault(str(term.parent) if term.parent else "", []).append((term.code, term.name))
            self.fields[f"terms_{vocabulary.code}"] = ManyField(
                label=_question(vocabulary),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[*terms.pop("", []), *terms.items()],
            )

    @classmethod
    def answers_from(cls, record: Any) -> dict[str, Any]:
        """With the terms, of which each vocabulary is a question of its own."""
        answers = super().answers_from(record)
        for term in record.terms.select_related("vocabulary"):
            answers.setdefault(f"terms_{term.vocabulary.code}", []).append(term.code)
        return answers

    @classmethod
    def asks(cls, question: str) -> bool:
        return super().asks(question) or question.startswith("terms_")


def _question(vocabulary: Vocabulary) -> str:
    return wording(vocabulary.question) or vocabulary.name


class ResultsSection(Section):
    slug = "results"
    heading = _("Results")
    lead = _("What has changed because of it. If nothing has changed yet, say what you expect, and when.")
    long_answers = ("results_achieved",)
    row_forms = {"results": ResultRow}
    row_headings = {"results": _("Results one by one")}
    row_helps = {
        "results": _(
            "If you can, give each outcome once more by itself, so that it can be found, counted and compared."
        )
    }
    examples = {
        "results_achieved": _(
            "At the end of the meeting, eleven organisations agreed to found their country's coalition again; it has "
            "had a board since March 2020. The government renewed its support for our work abroad for three years."
        ),
    }

    class Meta(Section.Meta):
        fields = ["results_achieved"]
        help_texts = {"results_achieved": _("At most 10,000 characters. Facts and figures say more than adjectives.")}
        widgets = {"results_achieved": forms.Textarea(attrs={"rows": 12})}

    def ask(self) -> None:
        field = self.fields["results_achieved"]
        field.label = questions.results(Measure.Reporter.CIVIL_SOCIETY)
        field.required = True
        field.error_messages["required"] = _(
            "Say what was achieved. If there are no results yet, say so, and what you expect."
        )


class EventsSection(Section):
    slug = "events"
    heading = _("Events")
    lead = _(
        "Congresses, meetings, workshops or hearings that belong to the measure. Leave this out if there were none."
    )
    row_forms = {"events": EventRow, "proposed_events": ProposedEventRow}
    row_headings = {"events": _("Events in the register"), "proposed_events": _("Events that are not in the register")}
    row_helps = {
        "events": _("Type a part of the name, the place or the year, and choose."),
        "proposed_events": _("Propose them here. They appear in the register once the report is published."),
    }

    @classmethod
    def answers_from(cls, record: Any) -> dict[str, Any]:
        """The rows are events of the register, each with the part that the coalition took in it; none is proposed."""
        roles = dict(record.coalition.participations.values_list("event", "role")) if record.coalition else {}
        events = [
            {"key": str(event.pk), "event": str(event.pk), "role": roles.get(event.pk, "")}
            for event in record.events.all()
        ]
        return {"events": events, "proposed_events": []}


class PartnersSection(Section):
    slug = "partners"
    heading = _("Partners and resources")
    lead = _("Who worked with you, whom you supported, and with what means.")
    row_forms = {"partners": PartnerRow, "fundings": FundingRow}
    row_headings = {"partners": _("Partners engaged"), "fundings": _("Financial resources allocated")}
    row_helps = {
        "partners": _("Organisations that took part, with the type of entity."),
        "fundings": _("Money spent on it, if you can say. A figure in US dollars helps to compare."),
    }
    supported_coalitions = ManyField(
        label=_("Coalitions supported"), required=False, help_text=_("Coalitions elsewhere that this measure helped.")
    )
    ifcd_support = YesNoField(label=_("Was it supported by the International Fund for Cultural Diversity?"))

    class Meta(Section.Meta):
        fields = ["ifcd_support"]

    field_order = ["supported_coalitions", "ifcd_support"]

    def ask(self) -> None:
        self.choose_from("supported_coalitions", self.lists.other_coalition_choices())


class EvaluationSection(Section):
    slug = "evaluation"
    heading = _("Evaluation")
    lead = _("Whether somebody looked at how it went, and what they found. Leave this out if nobody has.")
    evaluated = YesNoField(label=_("Has the measure/initiative been evaluated?"))
    evaluation_year = YearField(label=_("Year of the evaluation"), required=False)

    class Meta(Section.Meta):
        fields = ["evaluated", "evaluation_year", "evaluation_conclusions"]
        labels = {"evaluation_conclusions": _("If yes, what are the main conclusions?")}
        widgets = {"evaluation_conclusions": forms.Textarea(attrs={"rows": 6})}


class EvidenceSection(Section):
    slug = "evidence"
    heading = _("Evidence")
    lead = _("Pages and documents that show what was done.")
    row_forms = {"links": LinkRow}
    row_headings = {"links": _("Links")}
    row_helps = {"links": _("A website, a press article, a recording.")}

    def ask(self) -> None:
        for file in self.lists.files:
            self.fields[f"file_{file.pk}"] = forms.CharField(
                label=_("What does %(file)s show?") % {"file": file.name}, required=False, max_length=250
            )

    @classmethod
    def asks(cls, question: str) -> bool:
        return super().asks(question) or question == "files" or question.startswith("file_")


class ContactSection(Section):
    slug = "contact"
    heading = _("Contact")
    lead = _("Whom the secretariat can ask. This is never published.")
    is_private = True
    contact_name = forms.CharField(
        label=_("Name"), max_length=150, error_messages={"required": _("Give the name of a person who can be asked.")}
    )
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        validators=[validate_mail_address],
        error_messages={
            "required": _("Give an e-mail address at which the secretariat can ask."),
            "invalid": _("This is no e-mail address. Write it like name@example.org."),
        },
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )
    contact_phone = forms.CharField(label=_("Telephone"), required=False, max_length=50)
    contact_message = forms.CharField(
        label=_("Message to the secretariat"),
        required=False,
        max_length=5000,
        help_text=_("Anything that the reviewers should know."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


SECTIONS: dict[str, type[Section]] = {
    section.slug: section
    for section in (
        MeasureSection,
        FeaturesSection,
        ResultsSection,
        EventsSection,
        PartnersSection,
        EvaluationSection,
        EvidenceSection,
        ContactSection,
    )
}


class RemarksSection(Section):
    """Not a part of the report: the secretariat's remarks on the whole of it, and what the writer replies."""

    slug = "remarks"
    heading = _("Remarks on the whole report")
    lead = _("What the secretariat asked about the report as a whole.")

    @classmethod
    def asks(cls, question: str) -> bool:
        return section_of(question) is None


def section_of(question: str) -> type[Section] | None:
    """The section of the report that asks this question; none for a remark on the whole."""
    return next((section for section in SECTIONS.values() if section.asks(question)), None)
