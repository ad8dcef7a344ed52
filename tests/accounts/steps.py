"""What several tests do: sign in as a person does, with a second step if there is one."""

import base64
import hmac
import time

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
    """The code that an app with this key shows now, as RFC 6238 says."""
    moment = int(time.time()) // 30
    digest = hmac.digest(base64.b32decode(secret), moment.to_bytes(8), "sha1")
    start = digest[-1] % 16
    number = int.from_bytes(digest[start : start + 4]) % 2**31
    return f"{number % 10**6:06}"


def set_up_app(client: Client) -> str:
    """Set up an app as a second factor, and return its key."""
    show_identity(client)
    key: str = client.get("/en/accounts/second-factor/totp/activate/").context["form"].secret
    response = client.post("/en/accounts/second-factor/totp/activate/", {"code": code_of(key)})
    assert response["Location"] == "/en/accounts/second-factor/recovery-codes/"
    return key
