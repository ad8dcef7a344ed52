"""The events of a report: found, chosen, proposed, and told when they are gone."""

import pytest
from django.test import Client
from django.urls import reverse

from coalitions.models import Event
from submissions.models import Submission
from tests.desk.steps import press, rows, section, stored
from tests.factories import EventFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


def test_an_event_is_found_and_chosen(writer: Client, submission: Submission) -> None:
    congress = EventFactory(name="Congress of Lomé")
    press(writer, submission, "events", "add events", {"rows": ["events"]})

    found = press(
        writer, submission, "events", "find events-n1-event", rows("events", "n1", **{"events-n1-event-find": "lome"})
    )
    page = writer.get(found["Location"])
    press(writer, submission, "events", "save", rows("events", "n1", **{"events-n1-event": str(congress.pk)}))

    assert f'value="{congress.pk}"' in page.content.decode()
    assert stored(submission, "events")["events"][0]["event"] == str(congress.pk)


def test_the_script_gets_the_same_list(writer: Client, submission: Submission) -> None:
    congress = EventFactory(name="Congress of Lomé")

    found = writer.get(
        reverse("desk_events", args=[submission.pk]), {"name": "results-n1-event", "words": "congress lomé"}
    )

    assert [value for value, _event in found.context["widget"]["choices"]] == [str(congress.pk)]


def test_too_many_words_are_refused_in_a_sentence(writer: Client, submission: Submission) -> None:
    query = {"name": "results-n1-event", "words": "a " * 900}

    found = writer.get(reverse("desk_events", args=[submission.pk]), query)

    assert texts(found, "p", class_="hint") == ["Nothing was searched for: give at most 40 words and 200 characters."]


def test_what_was_chosen_stays_in_the_list_whatever_is_searched_for_next(
    writer: Client, submission: Submission
) -> None:
    congress, workshop = EventFactory(name="Congress"), EventFactory(name="Workshop")
    query = {"name": "results-n1-event", "words": "workshop", "chosen": str(congress.pk)}

    found = writer.get(reverse("desk_events", args=[submission.pk]), query)

    assert [value for value, _event in found.context["widget"]["choices"]] == [str(congress.pk), str(workshop.pk)]


def test_a_deleted_event_that_was_chosen_is_told_and_the_rest_stays(writer: Client, submission: Submission) -> None:
    gone = EventFactory()
    post = rows("results", "n1", **{"results-n1-statement": "A law.", "results-n1-event": str(gone.pk)})
    press(writer, submission, "results", "save", post)
    gone.delete()

    row = writer.get(section(submission, "results")).context["section"].rows["results"][0]

    assert list(row.errors["event"]) == [
        "The event chosen here is no longer in the register. Choose another one, or propose it as a new one."
    ]
    assert row["statement"].value() == "A law."


def test_a_proposed_event_can_be_chosen_for_a_result(writer: Client, submission: Submission) -> None:
    proposed = {"proposed_events-n1-name": "Workshop in Nairobi"}
    press(writer, submission, "events", "save", rows("proposed_events", "n1", **proposed))

    choices = writer.get(reverse("desk_events", args=[submission.pk]), {"name": "results-n1-event"})

    assert 'value="new:n1"' in choices.content.decode()
    assert not Event.objects.exists()
