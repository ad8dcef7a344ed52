"""New passwords: long enough, and none that everybody thinks of."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from demo.register import PASSWORD as DEMONSTRATION
from tests.factories import PASSWORD

TOO_COMMON = "This password is too common."
TOO_SHORT = "This password is too short. It must contain at least 12 characters."


def refusals(password: str) -> list[str]:
    try:
        validate_password(password, User(email="ama@example.org", name="Ama Owusu-Ansah"))
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize(
    "password",
    [
        "1q2w3e4r5t6y",
        "Password2026!",
        "2026-password-2026",
        "P@ssw0rd!!!!!",
        "passwordpassword",
        "pass word 12345",
        "q w e r t y 1 2 3 4 5 6",
        "Unesco2005!!!",
        "Polyphony-2027",
        "abcabcabcabc",
        "aaaaaaaaaaaa",
        "123456789012",
        "25/11/2026 14:30",
        "2005……2005……",
    ],
)
def test_a_common_one_is_refused_in_any_disguise(password: str) -> None:
    assert refusals(password) == [TOO_COMMON]


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        DEMONSTRATION,
        "correct horse battery staple",
        "trois mots et demi",
        "kofi dort sous le manguier",
        "عندي سر لا أقوله",
        "四个词的密码很容易记住的",
        "9fK2-xvQ7-bn4T",
    ],
)
def test_a_good_one_is_taken(password: str) -> None:
    assert refusals(password) == []


def test_a_short_one_is_refused() -> None:
    assert refusals("brief words") == [TOO_SHORT]


def test_one_like_the_persons_name_is_refused() -> None:
    assert refusals("owusu-ansah1") == ["The password is too similar to the name."]


def test_one_that_is_repeated_for_ever_is_refused_at_once() -> None:
    assert refusals("abc" * 100_000) == [TOO_COMMON]
