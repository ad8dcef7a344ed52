"""Differences between two public documents: what an editor or a reader is shown of a correction."""

import time
from typing import Any

import pytest
from django.utils.translation import override

from common import text_diff
from measures.differences import Difference, differences
from measures.documents import document
from measures.models import Result
from tests.factories import (
    AreaFactory,
    CoalitionFactory,
    EventFactory,
    MeasureFactory,
    PartnerFactory,
    ResultFactory,
    VocabularyFactory,
    publish,
)


def only(found: list[Difference]) -> Difference:
    (difference,) = found
    return difference


def changed(**fields: Any) -> list[Difference]:
    """The differences when each field goes from the first to the second of its pair; the rest of the document stays."""
    rest = {"slug": "example", "language": "en"}
    before, after = ({**rest, **{name: pair[side] for name, pair in fields.items()}} for side in (0, 1))
    return differences(before, after)


class TestWords:
    @pytest.mark.parametrize(
        ("before", "after", "html"),
        [
            ("A congress in Lomé.", "A congress in Bratislava.", "A congress in <del>Lomé</del><ins>Bratislava</ins>."),
            ("It went on.", "It went on. And on.", "It went on.<ins> And on.</ins>"),
            ("thirty companies on", "some countries on", "<del>thirty companies</del><ins>some countries</ins> on"),
            ("国际文化多样性联盟", "国际文化联盟", "国际文化<del>多样性</del>联盟"),
            ("دَعْم التحالفات", "دَعْم الائتلافات", "دَعْم <del>التحالفات</del><ins>الائتلافات</ins>"),
            ("सांस्कृतिक विविधता", "सांस्कृतिक एकता", "सांस्कृतिक <del>विविधता</del><ins>एकता</ins>"),
            ("One.\n\nTwo.", "One.\nTwo.", "One.<del>¶<br>¶<br></del><ins>¶<br></ins>Two."),
            ("", "New.", "<ins>New.</ins>"),
            ("Old.", "", "<del>Old.</del>"),
            (" ", " ", " "),
        ],
    )
    def test_shows_the_words_that_changed(self, before: str, after: str, html: str) -> None:
        assert text_diff.to_html(before, after) == html

    def test_what_was_typed_never_becomes_markup(self) -> None:
        html = text_diff.to_html("<script>alert(1)</script>", '<img src=x onerror="alert(1)">')

        assert (
            html.replace("<del>", "").replace("</del>", "").replace("<ins>", "").replace("</ins>", "").count("<") == 0
        )

    def test_of_a_long_passage_shows_what_is_near_a_change(self) -> None:
        passage = "The coalition went on with its work. " * 50

        html = text_diff.to_html(f"{passage}Old. {passage}", f"{passage}New. {passage}")

        assert html.count("[…]") == 2
        assert "work. <del>Old</del><ins>New</ins>. The coalition" in html
        assert len(html) < 500

    @pytest.mark.parametrize("text", ["word {}. ", "{} ", "文{}化", "a.", "的"])
    def test_two_texts_of_ten_thousand_characters_take_less_than_a_second(self, text: str) -> None:
        before = "".join(text.format(number % 110) for number in range(10_000))[:10_000]
        after = "".join(text.format(number * 7 % 113) for number in range(10_000))[:10_000]

        start = time.process_time()
        text_diff.to_html(before, after)

        assert time.process_time() - start < 1


@pytest.mark.django_db
class TestDifferences:
    def test_a_document_does_not_differ_from_itself(self) -> None:
        public = document(MeasureFactory())

        assert differences(public, public) == []

    def test_come_in_the_order_of_the_document(self) -> None:
        found = changed(evaluated=(None, True), main_features=("A.", "B."), title=("A", "B"))

        assert [difference.field for difference in found] == ["title", "main_features", "evaluated"]

    def test_a_text_keeps_its_language(self) -> None:
        found = differences(
            {"language": "ar", "main_features": "التحالفات"}, {"language": "ar", "main_features": "الائتلافات"}
        )

        assert (only(found).lang, only(found).dir) == ("ar", "rtl")

    @pytest.mark.parametrize(
        ("field", "pair", "words"),
        [
            ("language", ("en", "fr"), ("English", "French")),
            ("reporter", ("civil-society", "public-authority"), ("civil society", "public authority")),
            ("ongoing", (False, True), ("no", "yes")),
            ("ifcd_support", (None, False), ("not said", "no")),
            ("first_year", (None, 2016), ("", "2016")),
            ("countries", (["CA"], ["CA", "TG"]), ("Canada", "Canada\nTogo")),
        ],
    )
    def test_codes_have_their_names(self, field: str, pair: tuple[Any, Any], words: tuple[str, str]) -> None:
        found = only(changed(**{field: pair}))

        assert (found.before, found.after) == words

    def test_names_follow_the_interface(self) -> None:
        with override("fr"):
            found = only(changed(countries=(["CA"], ["DE"])))

        assert found.html == "<ul><li><del>Canada</del></li><li><ins>Allemagne</ins></li></ul>"

    def test_a_new_row_is_shown_with_all_it_says(self) -> None:
        measure = MeasureFactory()
        before = document(measure)
        ResultFactory(
            measure=measure,
            statement="A fund opened.",
            kind=Result.Kind.POLICY,
            date="2018-10",
            quantity=3,
            unit="calls",
        )

        found = only(differences(before, document(measure)))

        assert found.label == "results"
        assert (
            found.after
            == "A fund opened. · kind of result: policy changed · when: October 2018 · how many: 3 · of what: calls"
        )
        assert found.html.startswith('<ul><li><ins><span lang="en" dir="ltr">A fund opened.</span> · kind of result: ')

    def test_a_stored_row_says_first_what_it_is_about(self) -> None:
        measure = ResultFactory(statement="A fund opened.", kind=Result.Kind.POLICY).measure
        publish(measure)

        found = differences({}, measure.versions.get().document)

        results = next(difference for difference in found if difference.field == "results")
        assert results.after == "A fund opened. · kind of result: policy changed"

    def test_in_a_corrected_row_only_the_correction_is_marked(self) -> None:
        measure = MeasureFactory()
        partner = PartnerFactory(measure=measure, name="Government of Canada", type="private-sector")
        before = document(measure)
        partner.type = "public-sector"
        partner.save()

        found = only(differences(before, document(measure)))

        assert found.html == (
            '<ul><li><span lang="en" dir="ltr">Government of Canada</span> · '
            "type of entity: <del>private sector</del> <ins>public sector</ins></li></ul>"
        )

    def test_events_and_coalitions_are_named(self) -> None:
        measure = MeasureFactory()
        before = document(measure)
        measure.events.set([EventFactory(name="Sixth congress", place="Lomé", country="TG")])
        measure.supported_coalitions.set([CoalitionFactory(name="Coalición Mexicana", acronym="CM", country="MX")])

        supported, events = differences(before, document(measure))

        assert supported.after == "Coalición Mexicana (CM, Mexico)"
        assert events.after == "Sixth congress (congress, Lomé, 9–11 October 2019, Togo)"

    def test_terms_are_told_for_each_vocabulary(self) -> None:
        VocabularyFactory(code="area", names={"en": "Areas of monitoring"})
        measure = MeasureFactory()
        before = document(measure)
        measure.terms.set([AreaFactory(names={"en": "Civil society", "fr": "Société civile"})])

        with override("fr"):
            found = only(differences(before, document(measure)))

        assert (found.field, found.label, found.after) == ("terms.area", "Areas of monitoring", "Société civile")

    def test_rows_are_escaped(self) -> None:
        measure = MeasureFactory()
        before = document(measure)
        PartnerFactory(measure=measure, name="<b>Bold</b> & brothers")

        html = only(differences(before, document(measure))).html

        assert "&lt;b&gt;Bold&lt;/b&gt; &amp; brothers" in html

    def test_a_first_version_differs_from_nothing_in_all_it_says(self) -> None:
        version = publish(MeasureFactory(title="Trained staff", first_year=2016, last_year=None))

        found = differences({}, version.document)

        assert [difference.field for difference in found][:3] == ["slug", "title", "language"]

    def test_documents_of_an_older_form_can_be_read(self) -> None:
        found = differences({"mood": ["cheerful"], "contact": {"a": 1}}, {"mood": ["sober"]})

        assert [(one.field, one.before, one.after) for one in found] == [
            ("mood", "['cheerful']", "['sober']"),
            ("contact", "{'a': 1}", ""),
        ]
