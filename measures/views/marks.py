"""What a search found, marked in the records of a page."""

from collections.abc import Iterable
from typing import Any

from measures.domain.search import Found
from measures.domain.snippets import Marker, Text


def mark_measures(found: Found, measures: Iterable[Any]) -> None:
    """Give each measure its `marked_title`, and its `passage` where a text of it has one of the words."""
    texts = {
        measure: [
            Text(text, measure.language)
            for text in (
                measure.bare_title,
                measure.main_features,
                measure.results_achieved,
                *(result.statement for result in measure.results.all()),
            )
        ]
        for measure in measures
    }
    marker = Marker(found, (text for of_measure in texts.values() for text in of_measure))
    for measure, (title, *others) in texts.items():
        measure.marked_title = marker.whole(title)
        measure.passage = marker.passage(others)


def mark_results(found: Found, results: Iterable[Any]) -> None:
    """Give each result its `marked_statement`."""
    texts = {result: Text(result.statement, result.measure.language) for result in results}
    marker = Marker(found, texts.values())
    for result, text in texts.items():
        result.marked_statement = marker.whole(text)
