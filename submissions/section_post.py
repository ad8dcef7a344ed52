"""A section of a report as somebody posted it: what is typed, what the pressed button asks for, and saving it.

The desk and the secretariat post sections alike. Their views turn what happens here into a page, a redirect or JSON.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from coalitions.models import Event
from common.word_search import refusal_of_words
from submissions.forms import edit_rows
from submissions.forms.base import MOST_ROWS, Section
from submissions.forms.fields import EventField
from submissions.models import Submission

MOST_FOUND = 8
ROW_BUTTONS = ("add", "remove", "up", "down")

# One of the workflow's operations that save a section.
Save = Callable[[Submission, User, str, dict[str, Any], int], Submission]


class SectionPost:
    """What was posted from the page of a section.

    `verb` and `what` are the two parts of the button that was pressed, such as "add" and "partners".
    """

    def __init__(self, form: Section, post: QueryDict) -> None:
        self.form, self.post = form, post
        self.typed = form.read(post)
        self.verb, _space, self.what = post.get("do", "save").partition(" ")
        self.anchor = ""  # of the row, or the kind of row, at which the writer goes on

    @property
    def seen_revision(self) -> int:
        """The revision that the writer saw; none when a forged post names none, which then conflicts with any."""
        value = self.post.get("revision", "")
        return int(value) if re.fullmatch(r"\d{1,9}", value, re.ASCII) else -1

    @property
    def unsaved(self) -> Section:
        """The section with what was typed instead of what is stored."""
        return self.form.retyped(self.typed)

    def choose_theirs(self) -> None:
        """Take what is stored in place of what was typed, wherever the writer chose so between the two."""
        stored = self.form.answers
        for name in {**self.typed, **stored}:
            if self.post.get(f"choose-{name}") == "theirs":
                self.typed[name] = stored.get(name, "")

    def change_rows(self) -> str:
        """Do what the button of a row asks for. Returns the sentence that says why it cannot be done, or nothing."""
        if self.verb not in ROW_BUTTONS:
            return ""
        name, _space, key = self.what.partition(" ")
        section, sentence = type(self.form), ""
        if self.verb == "add":
            key = edit_rows.add_row(section, self.typed, name) or ""
            if not key:
                sentence = _("There are %(most)d rows already, and no more can be added.") % {"most": MOST_ROWS}
        elif self.verb == "remove":
            edit_rows.remove_row(section, self.typed, name, key)
            key = ""
        else:
            edit_rows.move_row(section, self.typed, name, key, -1 if self.verb == "up" else 1)
        self.anchor = f"{name}-{key}" if key else f"rows-{name}"
        return sentence

    def save(self, operation: Save, by: User) -> Submission:
        """Save what was typed. Raises Conflict, WrongState or TooMuch, as the workflow's operation does."""
        return operation(self.form.submission, by, self.form.slug, self.typed, self.seen_revision)

    @property
    def goes_on_at(self) -> str:
        """What follows the address of the page on which the writer goes on; empty when the button leads elsewhere."""
        if self.verb == "find":
            words = self.post.get(f"{self.what}-find", "")
            return f"?{urlencode({'find': self.what, 'words': words})}#id_{self.what}"
        return f"#{self.anchor}" if self.anchor else ""


def find_events(words: str) -> list[Event]:
    """The first few events of the register that have all these words; none where there is nothing to look for."""
    if not words.strip() or refusal_of_words(words):
        return []
    return list(Event.objects.with_words(words)[:MOST_FOUND])


def offer_found_events(form: Section, query: Mapping[str, str]) -> None:
    """Offer what the writer looked for with the button "find", beside the question that it stands at."""
    wanted, words = query.get("find", ""), query.get("words", "")
    for rows in form.rows.values():
        for row in rows:
            for name, question in row.fields.items():
                if isinstance(question, EventField) and row.add_prefix(name) == wanted:
                    question.show_found(words, find_events(words))
