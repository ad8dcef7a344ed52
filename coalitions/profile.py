"""A coalition's own profile: its coordinators propose another, the secretariat accepts it or answers why not.

Every step locks the coalition, so whoever comes second sees what the first one did.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts import mail
from accounts.models import Letter, User
from coalitions.models import Coalition, ProfileUpdate
from coalitions.people import coordinates
from common import text_diff
from common.fields import LONGEST_TEXT
from common.languages import language_name
from common.texts import to_stored

# What a coalition says of itself. Its address, country, status and place in a federation are the secretariat's.
FIELDS = (
    "name", "language", "other_names", "acronym", "former_names", "founded",
    "description", "other_descriptions", "website",
)  # fmt: skip
State = ProfileUpdate.State
Profile = dict[str, Any]


class Outdated(Exception):
    """Somebody took a step after this person had opened the page. `last` is that step."""

    def __init__(self, last: ProfileUpdate) -> None:
        super().__init__(_("Somebody changed or decided this after you had opened it. Look at it as it is now."))
        self.last = last


# Reading


def profile_of(coalition: Coalition) -> Profile:
    """What this coalition, as it is in memory, says of itself, as JSON holds it."""
    return {name: _plain(getattr(coalition, name)) for name in FIELDS}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {code: to_stored(text) for code, text in value.items() if text}
    return to_stored(str(value or ""))


def pending_of(coalition: Coalition) -> ProfileUpdate | None:
    """What waits for the secretariat."""
    return coalition.profile_updates.pending().select_related("proposed_by").first()


def with_changes(coalition: Coalition, changes: Profile) -> Coalition:
    """A copy of the coalition as it would be; nothing is stored."""
    other = copy.copy(coalition)
    for name in FIELDS:
        if name in changes:
            setattr(other, name, changes[name] or (None if name == "founded" else changes[name]))
    return other


def seen(coalition: Coalition) -> str:
    """What a page remembers of the state that it showed."""
    last = coalition.profile_updates.first()
    return f"{last.pk} {last.state}" if last else ""


@dataclass(frozen=True)
class Change:
    """A field with what it says on the one side and on the other, and how their words differ."""

    name: str
    label: str
    before: str
    after: str
    language: str

    @property
    def marked(self) -> SafeString:
        """Word by word, where one text looks like a correction of the other."""
        is_alike = self.before and self.after and text_diff.is_alike(self.before, self.after)
        return text_diff.to_html(self.before, self.after) if is_alike else SafeString()


def differences(before: Profile, after: Profile) -> list[Change]:
    """The fields in which two profiles differ, or parts of two that have the same fields."""
    return [_difference(name, before, after) for name in FIELDS if before.get(name) != after.get(name)]


def _difference(name: str, before: Profile, after: Profile) -> Change:
    label = str(Coalition._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    is_own = name in ("name", "acronym", "former_names", "description")
    language = after.get("language") or before.get("language") or "" if is_own else ""
    return Change(name, label, _readable(name, before.get(name)), _readable(name, after.get(name)), language)


def _readable(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{language_name(code)}: {text}" for code, text in sorted(value.items()))
    return language_name(value) if name == "language" and value else str(value or "")


def changes_of(update: ProfileUpdate) -> list[Change]:
    """What an update changes: of one that waits, from what is public now; else from what was public then."""
    coalition = update.coalition
    now = profile_of(coalition)
    before = now if update.state == State.PROPOSED or not update.before else {**now, **update.before}
    return differences(before, {**before, **update.changes})


# Proposing


@transaction.atomic
def propose(coalition: Coalition, by: User, typed: Profile, seen_then: str) -> ProfileUpdate | None:
    """Hand over what the profile should say. None when that is what is public, and so nothing waits any more.

    Raises PermissionDenied, Outdated, and ValidationError when the register cannot hold it.
    """
    coalition = _locked(coalition)
    if not coordinates(by, coalition):
        raise PermissionDenied
    _require_seen(coalition, seen_then)
    with_changes(coalition, typed).full_clean()
    public, pending = profile_of(coalition), pending_of(coalition)
    changes = {name: typed[name] for name in FIELDS if typed[name] != public[name]}
    if pending and pending.changes == changes:
        return pending
    if pending:
        _end(pending, State.REPLACED if changes else State.TAKEN_BACK, by)
    if not changes:
        return None
    update = ProfileUpdate.objects.create(coalition=coalition, changes=changes, proposed_by=by)
    if not pending:
        _write(keepers(), Letter.HANDED_IN, "profile-proposed", update, by)
    return update


@transaction.atomic
def take_back(coalition: Coalition, by: User, seen_then: str) -> None:
    """Let nothing wait any more. Raises PermissionDenied and Outdated."""
    coalition = _locked(coalition)
    if not coordinates(by, coalition):
        raise PermissionDenied
    _require_seen(coalition, seen_then)
    if pending := pending_of(coalition):
        _end(pending, State.TAKEN_BACK, by)


# Deciding


def may_decide(user: User) -> bool:
    """In the secretariat, whoever may change the coalition's record."""
    return user.is_staff and user.has_perm("coalitions.change_coalition")


@transaction.atomic
def accept(update: ProfileUpdate, by: User, seen_then: str) -> None:
    """Make it public, and keep what was. Raises PermissionDenied, Outdated, and ValidationError when it cannot be."""
    coalition, pending = _to_decide(update, by, seen_then)
    public = profile_of(coalition)
    coalition = with_changes(coalition, pending.changes)
    coalition.full_clean()
    coalition.save()
    pending.before = {name: public[name] for name in pending.changes}
    _end(pending, State.ACCEPTED, by)
    _write(coordinators(coalition), Letter.DECIDED, "profile-accepted", pending, by)


@transaction.atomic
def decline(update: ProfileUpdate, by: User, reason: str, seen_then: str) -> None:
    """Answer why it does not become public. Raises PermissionDenied, Outdated, and ValidationError without a reason."""
    coalition, pending = _to_decide(update, by, seen_then)
    if not reason.strip():
        raise ValidationError(_("Give the reason, so that the coalition knows why."))
    MaxLengthValidator(LONGEST_TEXT)(reason)
    pending.reason = to_stored(reason)
    public = profile_of(coalition)
    pending.before = {name: public[name] for name in pending.changes}
    _end(pending, State.DECLINED, by)
    _write(coordinators(coalition), Letter.DECIDED, "profile-declined", pending, by)


def keep_correction(coalition: Coalition, before: Profile, by: User) -> None:
    """Note what the secretariat changed itself, so that the trail is whole and no coordinator overwrites it unseen."""
    after = profile_of(coalition)
    changed = [name for name in FIELDS if before[name] != after[name]]
    if changed:
        ProfileUpdate.objects.create(
            coalition=coalition,
            state=State.ACCEPTED,
            changes={name: after[name] for name in changed},
            before={name: before[name] for name in changed},
            proposed_by=by,
            decided_by=by,
            decided_at=timezone.now(),
        )


# Conditions


def _locked(coalition: Coalition) -> Coalition:
    return Coalition.objects.select_for_update().get(pk=coalition.pk)


def _require_seen(coalition: Coalition, seen_then: str) -> None:
    last = coalition.profile_updates.select_related("proposed_by", "decided_by").first()
    if last and seen(coalition) != seen_then:
        raise Outdated(last)


def _to_decide(update: ProfileUpdate, by: User, seen_then: str) -> tuple[Coalition, ProfileUpdate]:
    if not may_decide(by):
        raise PermissionDenied
    coalition = _locked(update.coalition)
    _require_seen(coalition, seen_then)
    pending = pending_of(coalition)
    if pending is None or pending.pk != update.pk:
        raise Outdated(update)
    return coalition, pending


def _end(update: ProfileUpdate, state: ProfileUpdate.State, by: User) -> None:
    update.state, update.decided_by, update.decided_at = state, by, timezone.now()
    update.save()


# Letters


def keepers() -> Iterable[User]:
    """Those in the secretariat who decide."""
    people: Any = ModelBackend().with_perm("coalitions.change_coalition", is_active=True)
    return people.filter(is_staff=True)  # type: ignore[no-any-return]


def coordinators(coalition: Coalition) -> Iterable[User]:
    """Those who coordinate the coalition today."""
    return User.objects.filter(pk__in=coalition.representatives.coordinators().values("user"))


def _write(people: Iterable[User], letter: Letter, name: str, update: ProfileUpdate, by: User) -> None:
    for user in people:
        if user != by and user.wants(letter):
            mail.send(user, f"coalitions/{name}", {"update": update, "coalition": update.coalition, "who": by})
