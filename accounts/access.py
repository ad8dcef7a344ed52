"""Who is asking."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The user of a request to a view that asks for one with login_required."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
