"""A register for the browser: the demonstration, and beside it whatever of all that a page can show is not in that."""

import datetime
from dataclasses import dataclass
from typing import Any

import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from accounts.groups import ADMINISTRATORS
from accounts.models import User
from coalitions import profile
from coalitions.models import Coalition, Invitation
from measures.models import Cycle, CycleExtension, Measure
from submissions import workflow
from submissions.models import Submission
from tests.accounts.steps import set_up_app, show_identity, sign_in
from tests.admin import editor
from tests.factories import (
    ANSWERS,
    RemarkFactory,
    RepresentativeFactory,
    SubmissionFactory,
    SubmissionFileFactory,
    UserFactory,
    publish,
)

# A row of each kind, and something wrong wherever something can be.
WRONG: dict[str, dict[str, Any]] = {
    "measure": {"title": "Trained museum staff", "language": "en", "first_year": "20l9", "last_year": "1"},
    "features": {"main_features": "x" * 10_010},
    "results": {"results": [{"key": "n1", "statement": "", "date": "yesterday", "quantity": "many"}]},
    "events": {
        "events": [{"key": "n1", "event": "999999"}],
        "proposed_events": [{"key": "n2", "name": "Workshop", "start": "2019-13"}],
    },
    "partners": {
        "partners": [{"key": "n1", "name": "", "country": "CA"}],
        "fundings": [{"key": "n2", "amount": "-1", "currency": "USD"}],
    },
    "evaluation": {"evaluated": "", "evaluation_year": "99"},
    "evidence": {"links": [{"key": "n1", "url": "javascript:1", "label": ""}]},
    "contact": {"contact_name": "", "contact_email": "nobody"},
}


@dataclass(frozen=True)
class Register:
    """What the addresses of its pages name, and who looks at them."""

    coalition: Coalition
    reports: dict[str, Submission]
    tokens: list[str]
    passkey: int
    people: dict[str, Client]


def load() -> Register:
    """The whole register, on the day of the demonstration, with a cycle that is open for a long time."""
    with time_machine.travel("2026-11-24T12:00Z"):
        call_command("load_demo", verbosity=0)
    Cycle.objects.filter(last_year=2027).update(closes=datetime.date(2099, 6, 30))
    coalition = Coalition.objects.get(slug="example-coalition-kenya")
    coordinator = RepresentativeFactory(coalition=coalition, role="coordinator").user
    reports: dict[str, Submission] = {
        "asked": _asked(coalition),
        "wrong": SubmissionFactory(coalition=coalition, answers=WRONG),
    }
    _propose_profile(coalition, coordinator)
    reports |= {"waiting": _waiting(coalition), "update": _update(coalition)}
    secured = RepresentativeFactory(coalition=coalition).user
    tokens = [_invite(coalition, email) for email in ("new@example.org", UserFactory().email, coordinator.email)]
    clients = {"visitor": Client(), "coordinator": sign_in(Client(), coordinator)}
    show_identity(clients["coordinator"])
    clients["secured"] = sign_in(Client(), secured)
    passkey = _secure(clients["secured"], secured)
    clients["half signed in"] = sign_in(Client(), secured)
    clients["new colleague"] = sign_in(Client(), RepresentativeFactory().user)
    clients["secretariat"] = sign_in(Client(), _secretariat())
    CycleExtension.objects.create(
        coalition=coalition, cycle=Cycle.objects.get(last_year=2027), closes=datetime.date(2099, 7, 31)
    )
    return Register(coalition, reports, ["unknown", *tokens], passkey, clients)


def _asked(coalition: Coalition) -> Submission:
    """A report with rows and a file, in which the secretariat has asked for changes."""
    answers = {**ANSWERS, "partners": {"partners": [{"key": "n1", "name": "A museum", "type": "", "country": "CA"}]}}
    report: Submission = SubmissionFactory(coalition=coalition, answers=answers)
    SubmissionFileFactory(submission=report)
    workflow.submit(report, UserFactory())
    for question in ("main_features", "partners", ""):
        RemarkFactory(submission=report, question=question, sent_at=timezone.now())
    return workflow.ask_for_changes(report, editor(name="Reviewer"))


def _waiting(coalition: Coalition) -> Submission:
    """The same, come back: it waits for a decision."""
    return workflow.submit(_asked(coalition), UserFactory())


def _update(coalition: Coalition) -> Submission:
    """An update of a measure that was corrected meanwhile."""
    measure = Measure.objects.published().filter(coalition=coalition, submissions=None)[0]
    update = workflow.propose_update(measure, UserFactory())
    measure.main_features += " And more."
    measure.save()
    publish(measure, reason="Something was missing.")
    return update


def _propose_profile(coalition: Coalition, coordinator: User) -> None:
    """Another profile, after one that was not accepted."""
    for words in ("The best coalition.", "A coalition of museums and musicians."):
        seen, typed = profile.seen(coalition), profile.profile_of(coalition) | {"description": words}
        update = profile.propose(coalition, coordinator, typed, seen)
        if update and words.startswith("The best"):
            profile.decline(update, editor(), "Say what it is.", profile.seen(coalition))


def _invite(coalition: Coalition, email: str) -> str:
    invitation = Invitation(coalition=coalition, email=email, role="contributor", language="en")
    token = invitation.renew()
    invitation.save()
    return token


def _secure(client: Client, user: User) -> int:
    """Set up an app as the second step, and then a passkey."""
    set_up_app(client)
    key = AttestedCredentialData.create(bytes(16), b"id", ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}))
    attestation = AttestationObject.create(
        "none", AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT, 0, key), {}
    )
    origin = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    answer = RegistrationResponse(
        raw_id=b"id", response=AuthenticatorAttestationResponse(client_data=origin, attestation_object=attestation)
    )
    passkey = {"name": "My telephone", "credential": dict(answer)}
    made = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=passkey)
    session = client.session  # goes on, as if the passkey had been added in it
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return int(made.pk)


def _secretariat() -> User:
    """Who edits and administers."""
    user = editor(name="Secretariat")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return user
