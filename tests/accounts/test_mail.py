"""Letters: in the recipient's language, plain, and each with a subject."""

import pytest
from django.conf import settings
from django.core import mail as django_mail
from django.utils.translation import override

from accounts import mail
from tests.factories import UserFactory

LETTERS = sorted(path.stem for path in (settings.BASE_DIR / "templates/emails/accounts").glob("*.txt"))
CONTEXT = {
    "uid": "1",
    "key": "k",
    "from_email": "old@example.org",
    "to_email": "new@example.org",
    "deleted_email": "x@y.org",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", LETTERS)
def test_each_letter_can_be_sent(name: str) -> None:
    mail.send(UserFactory(name="Ama & <Kofi>"), f"accounts/{name}", CONTEXT)

    (letter,) = django_mail.outbox
    assert 10 < len(letter.subject) < 78
    assert str(letter.body).startswith("Dear Ama & <Kofi>,\n\n")
    assert str(letter.body).endswith("-- \nPolyphony · http://testserver\n")


@pytest.mark.django_db
def test_links_lead_to_the_recipients_language_whatever_the_writers_is() -> None:
    with override("es"):
        mail.send(UserFactory(language="fr"), "accounts/password_changed")

    assert "\nhttp://testserver/fr/accounts/\n" in django_mail.outbox[0].body


def test_a_stranger_is_greeted_without_a_name() -> None:
    mail.send("ama@example.org", "accounts/password_changed")

    (letter,) = django_mail.outbox
    assert letter.to == ["ama@example.org"]
    assert str(letter.body).startswith("Hello,\n\n")
