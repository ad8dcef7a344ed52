"""Writes the site's letters, each in its recipient's language."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine
from django.utils.translation import override

from accounts.models import User


def send(
    to: User | str, template: str, context: dict[str, Any] | None = None, language: str = "", answer_to: str = ""
) -> None:
    """Put `templates/emails/<template>.txt`, whose first line is the subject, into the outbox.

    It leaves when the transaction commits. Without a language the user's own is taken; links start with `site`. An
    answer goes to the address of the site, unless another is given.
    """
    user = to if isinstance(to, User) else None
    with override(language or (user.language if user else settings.LANGUAGE_CODE)):
        subject, _, body = _render(template, {"user": user, "site": settings.SITE_URL, **(context or {})}).partition(
            "\n"
        )
    reply_to = [answer_to] if answer_to else None
    to_address = user.email if user else str(to)
    EmailMessage(subject=subject, body=body.strip() + "\n", to=[to_address], reply_to=reply_to).send()


def _render(name: str, context: dict[str, Any]) -> str:
    # A letter is plain text, in which nothing is escaped; an engine's own template can do that, the loader's cannot.
    template = Engine.get_default().get_template(f"emails/{name}.txt")
    return str(template.render(Context(context, autoescape=False))).strip()
