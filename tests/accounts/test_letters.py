"""Which letters a person gets: all, but those that the person does not want."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Letter, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/en/accounts/letters/"


def save(client: Client, user: User, *wanted: str) -> User:
    client.force_login(user)
    response = client.post(ADDRESS, {"wanted": wanted})
    assert response["Location"] == "/en/accounts/"
    return User.objects.get(pk=user.pk)


def test_a_new_person_gets_every_letter() -> None:
    assert [letter for letter in Letter if not UserFactory().wants(letter)] == []


def test_a_letter_that_is_not_ticked_is_not_wanted(client: Client) -> None:
    user = save(client, UserFactory(), Letter.CHANGES, Letter.DECIDED)

    assert user.unwanted_letters == [Letter.MORE_TIME]


def test_ticking_it_again_brings_it_back(client: Client) -> None:
    user = save(client, UserFactory(unwanted_letters=[Letter.MORE_TIME, Letter.CHANGES]), Letter.MORE_TIME)

    assert user.unwanted_letters == [Letter.CHANGES, Letter.DECIDED]


def test_only_the_secretariat_is_asked_about_its_own_letters(client: Client) -> None:
    user = UserFactory(unwanted_letters=[Letter.HANDED_IN])

    assert Letter.HANDED_IN in Letter.for_user(UserFactory(is_staff=True))
    assert Letter.HANDED_IN not in Letter.for_user(user)
    assert save(client, user, *Letter.for_user(user)).unwanted_letters == [Letter.HANDED_IN]


def test_an_unknown_letter_is_refused_and_nothing_changes(client: Client) -> None:
    user = UserFactory(unwanted_letters=[Letter.CHANGES])
    client.force_login(user)

    response = client.post(ADDRESS, {"wanted": ["lottery"]})

    assert response.status_code == 200
    assert response.context["form"].errors
    user.refresh_from_db()
    assert user.unwanted_letters == [Letter.CHANGES]


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    response = client.post(reverse("account_letters"), {})

    assert response["Location"] == "/en/accounts/login/?next=/en/accounts/letters/"
