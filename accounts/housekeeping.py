"""What nobody needs any more goes: expired sessions, old letters, files of forms that were never saved.

Whatever sends the mail sees to it.
"""

from io import StringIO

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command

from common.kept_uploads import forget_old_uploads

HOUR = 60 * 60
LETTERS_ARE_KEPT = 90  # days


def tidy() -> None:
    """Remove what has expired, once an hour, however many processes ask for it."""
    if not cache.add("tidied", "by now", HOUR):
        return
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    call_command("cleanup_mail", days=LETTERS_ARE_KEPT, verbosity=0, stdout=StringIO())
    forget_old_uploads()
