"""Publishing, correcting and withdrawing measures; each keeps a version of what was public."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from measures.documents import document
from measures.models import Measure, Term, Version


@transaction.atomic
def keep_version(measure: Measure, by: User | None, reason: str = "") -> Version | None:
    """Keep the public document as it now is; None when nothing public has changed since the last version.

    Call it in the transaction that made the change, after everything that belongs to the measure is saved.
    """
    Measure.objects.select_for_update().get(pk=measure.pk)
    include_broader_terms(measure)
    public = _plain(document(measure))
    last = measure.versions.order_by("-number").first()
    if last and last.document == public:
        return None
    return _next_version(measure, public, by, reason)


def _next_version(measure: Measure, public: dict[str, Any], by: User | None, reason: str) -> Version:
    number = (measure.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return Version.objects.create(measure=measure, number=number, document=public, made_by=by, reason=reason)


def include_broader_terms(measure: Measure) -> None:
    """Give the measure the goal of each of its areas, so that whoever asks for the goal finds it."""
    broader = Term.objects.filter(children__measures=measure).exclude(measures=measure)
    while found := list(broader.distinct()):
        measure.terms.add(*found)


@transaction.atomic
def withdraw(measure: Measure, by: User | None, reason: str) -> Version:
    """Take a measure out of the public register. Its address then answers 410 with this reason; its versions stay.

    Raises IntegrityError when the reason is empty.
    """
    measure.withdrawn_at = timezone.now()
    measure.withdrawal_reason = reason
    return _save_withdrawal(measure, by, reason)


@transaction.atomic
def reinstate(measure: Measure, by: User | None, reason: str = "") -> Version:
    """Make a withdrawn measure public again."""
    measure.withdrawn_at = None
    measure.withdrawal_reason = ""
    return _save_withdrawal(measure, by, reason)


def _save_withdrawal(measure: Measure, by: User | None, reason: str) -> Version:
    measure.save(update_fields=["withdrawn_at", "withdrawal_reason", "updated_at"])
    return _next_version(measure, _plain(document(measure)), by, reason)


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    # What the database gives back for a stored document, so that the two can be compared.
    plain: dict[str, Any] = json.loads(json.dumps(value, cls=DjangoJSONEncoder))
    return plain
