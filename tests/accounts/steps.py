"""What several tests do: sign in as a person does, with a second step if there is one."""

import time

from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD


def sign_in(client: Client, user: User) -> Client:
    """Sign in with the password."""
    response = client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert response.status_code == 302
    return client


def show_identity(client: Client) -> Client:
    """Type the password again, as sensitive changes ask for."""
    response = client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    assert response.status_code == 302
    return client


def code_of(secret: str) -> str:
    """The code that an app with this key shows now."""
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def set_up_app(client: Client) -> str:
    """Set up an app as a second factor, and return its key."""
    show_identity(client)
    key: str = client.get("/en/accounts/second-factor/totp/activate/").context["form"].secret
    response = client.post("/en/accounts/second-factor/totp/activate/", {"code": code_of(key)})
    assert response["Location"] == "/en/accounts/second-factor/recovery-codes/"
    return key
