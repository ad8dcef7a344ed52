"""The demonstration register: what is publicly known of the federation, and plainly fictitious examples beside it.

Loading adds what is missing and touches nothing that is there, so it can run again, and on a register in use.
"""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.core.files import File
from django.db import connection, models, transaction
from django.db.models import Q

from accounts.groups import ADMINISTRATORS, EDITORS
from accounts.models import User
from coalitions.models import Coalition, Event, Membership, Participation, Representative, StatusChange
from common.addresses import Addressed, make_slug
from demo.data_files import DATA, MEASURE_FILES, demonstration
from demo.submissions import load_submissions
from measures.models import Cycle, Evidence, Funding, Link, Measure, Partner, Result, Term
from measures.versions import keep_version, withdraw
from measures.vocabularies import load_framework

PASSWORD = "many voices, one choir"  # noqa: S105  (known to everyone, on purpose)
ACCOUNTS = [
    ("representative@example.org", PASSWORD, "reports for two coalitions, as a contributor"),
    ("coordinator@example.org", PASSWORD, "reports for the same coalitions and invites colleagues"),
    ("secretariat@example.org", PASSWORD, "reviews, edits and publishes in the admin"),
    ("administrator@example.org", PASSWORD, "keeps accounts, vocabularies and cycles in the admin"),
]
STAFF = {"secretariat@example.org": EDITORS, "administrator@example.org": ADMINISTRATORS}
REPRESENTATIVES = {
    "representative@example.org": Representative.Role.CONTRIBUTOR,
    "coordinator@example.org": Representative.Role.COORDINATOR,
}
REPRESENTED = ["cdce", "example-coalition-kenya"]
ROWS: dict[str, type[models.Model]] = {"results": Result, "partners": Partner, "fundings": Funding, "links": Link}

Record = dict[str, Any]
M = TypeVar("M", bound=models.Model)


@transaction.atomic
def load(*, with_accounts: bool) -> dict[str, int]:
    """Add what the register lacks of the demonstration, and return how many of each kind of record that was."""
    with connection.cursor() as cursor:  # two servers may start on one empty database
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('demonstration register'))")
    load_framework()
    return {
        "cycles": sum(_add_cycle(record) for record in demonstration("cycles")),
        "coalitions": _add_missing(Coalition, ["coalitions", "example-coalitions"], _add_coalition),
        "events": _add_missing(Event, ["events", "example-events"], _add_event),
        "measures": _add_missing(Measure, [f"measures/{name}" for name in MEASURE_FILES], _add_measure),
        **(_add_accounts() if with_accounts else {}),
    }


def _add_missing(model: type[Addressed], files: list[str], add: Callable[[Record], None]) -> int:
    # A record is known by its address, which stays when somebody edits the rest of it.
    added = 0
    for record in [record for file in files for record in demonstration(file)]:
        slug = record.get("slug") or make_slug(record["title"])
        if not model._default_manager.filter(Q(slug=slug) | Q(former_slugs__contains=[slug])).exists():
            add(record)
            added += 1
    return added


def _checked(record: M) -> M:
    """Save what a form would have accepted, too."""
    record.full_clean()
    record.save()
    return record


def _take(record: Record, *names: str) -> list[Any]:
    return [record.pop(name, []) for name in names]


def _coalition(slug: str | None) -> Coalition | None:
    return Coalition.objects.at(slug) if slug else None


def _event(slug: str | None) -> Event | None:
    return Event.objects.at(slug) if slug else None


def _add_cycle(record: Record) -> bool:
    if Cycle.objects.filter(first_year=record["first_year"], last_year=record["last_year"]).exists():
        return False
    _checked(Cycle(**record))
    return True


def _add_coalition(record: Record) -> None:
    statuses, memberships = _take(record, "statuses", "memberships")
    coalition = _checked(Coalition(**record))
    for status in statuses:
        _checked(StatusChange(coalition=coalition, **status))
    for membership in memberships:
        federation = Coalition.objects.at(membership.pop("federation"))
        _checked(Membership(coalition=coalition, federation=federation, **membership))


def _add_event(record: Record) -> None:
    (participations,) = _take(record, "participations")
    event = _checked(Event(**record))
    for participation in participations:
        _checked(
            Participation(
                event=event, coalition=Coalition.objects.at(participation["coalition"]), role=participation["role"]
            )
        )


def _add_measure(record: Record) -> None:
    supported, events, evidence = _take(record, "supported_coalitions", "events", "evidence")
    terms: dict[str, list[str]] = record.pop("terms", {})
    rows = {name: record.pop(name, []) for name in ROWS}
    published, withdrawn = record.pop("published"), record.pop("withdrawn", "")
    earlier, correction = record.pop("earlier", {}), record.pop("correction", "")
    record["coalition"] = _coalition(record.get("coalition"))
    record["cycle"] = Cycle.objects.get(
        **dict(zip(("first_year", "last_year"), record["cycle"].split("-"), strict=True))
    )
    record["slug"] = make_slug(record["title"])

    measure = _checked(Measure(**record | earlier))
    measure.supported_coalitions.set(Coalition.objects.filter(slug__in=supported))
    measure.events.set(Event.objects.filter(slug__in=events))
    for vocabulary, codes in terms.items():
        measure.terms.add(*[Term.objects.of(vocabulary).get(code=code) for code in codes])
    for name, model in ROWS.items():
        for position, row in enumerate(rows[name]):
            _add_row(model, measure, position, row)
    for position, file in enumerate(evidence):
        _add_evidence(measure, position, file)
    _keep_versions(measure, {name: record[name] for name in earlier}, correction, withdrawn)
    _date_back(measure, published)


def _add_row(model: type[models.Model], measure: Measure, position: int, row: Record) -> None:
    if model is Result:
        row |= {"event": _event(row.get("event")), "beneficiary": _coalition(row.get("beneficiary"))}
    _checked(model(measure=measure, position=position, **row))


def _add_evidence(measure: Measure, position: int, file: Record) -> None:
    path = DATA / "files" / file["file"]
    with path.open("rb") as content:
        _checked(
            Evidence(
                measure=measure,
                position=position,
                file=File(content, name=path.name),
                name=path.name,
                title=file["title"],
                content_type=file["content_type"],
                size=path.stat().st_size,
            )
        )


def _keep_versions(measure: Measure, corrected: Record, correction: str, withdrawn: str) -> None:
    keep_version(measure, by=None)
    if corrected:
        for name, value in corrected.items():
            setattr(measure, name, value)
        _checked(measure)
        keep_version(measure, by=None, reason=correction)
    if withdrawn:
        withdraw(measure, by=None, reason=withdrawn)


def _date_back(measure: Measure, day: datetime.date) -> None:
    # So that the newest come first in an order that was meant, and feeds and histories show days that differ.
    moment = datetime.datetime.combine(day, datetime.time(9), tzinfo=datetime.UTC)
    Measure.objects.filter(pk=measure.pk).update(published_at=moment, updated_at=moment)
    for version in measure.versions.all():
        measure.versions.filter(pk=version.pk).update(made_at=moment + datetime.timedelta(days=version.number - 1))


def _add_accounts() -> dict[str, int]:
    added = sum(_add_account(email, password) for email, password, _role in ACCOUNTS)
    return {"accounts": added, "reports on their way": load_submissions() if added == len(ACCOUNTS) else 0}


def _add_account(email: str, password: str) -> bool:
    if User.objects.filter(email__iexact=email).exists():
        return False
    name = f"Example {email.partition('@')[0]}"
    user = User.objects.create_user(email, password, name=name, is_staff=email in STAFF)
    if email in STAFF:
        user.groups.add(Group.objects.get(name=STAFF[email]))
    if email in REPRESENTATIVES:
        for slug in REPRESENTED:
            _checked(Representative(user=user, coalition=Coalition.objects.at(slug), role=REPRESENTATIVES[email]))
    return True
