"""Who speaks for a coalition: roles, leaving, and asking the secretariat to remove an account."""

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import mail
from accounts.models import User
from coalitions.models import Coalition, Representative

LAST_COORDINATOR = _(
    "A coalition needs a coordinator, and there is no other. Make a colleague coordinator first, or write to the "
    "secretariat."
)


def coordinates(user: User, coalition: Coalition) -> bool:
    """Whether this person coordinates the coalition now, and so decides who else speaks for it."""
    return Representative.objects.coordinators().filter(user=user, coalition=coalition).exists()


@transaction.atomic
def change_role(representative: Representative, role: Representative.Role, by: User) -> None:
    """Make a colleague coordinator or contributor."""
    current = _current(representative)
    if not coordinates(by, current.coalition):
        raise PermissionDenied
    if role != Representative.Role.COORDINATOR:
        _check_that_a_coordinator_stays(current)
    current.role = role
    current.save(update_fields=["role"])


@transaction.atomic
def end(representative: Representative, by: User) -> None:
    """End a representation at once: a colleague's, or one's own. What the person wrote stays with the coalition."""
    current = _current(representative)
    if current.user != by and not coordinates(by, current.coalition):
        raise PermissionDenied
    _check_that_a_coordinator_stays(current)
    current.ended_at = timezone.now()
    current.save(update_fields=["ended_at"])
    if current.user != by:
        mail.send(current.user, "coalitions/representation_ended", {"coalition": current.coalition})


@transaction.atomic
def ask_for_removal(representative: Representative, by: User, reason: str) -> None:
    """Write to those who keep accounts that this person's should be removed; records stay."""
    current = _current(representative)
    if not coordinates(by, current.coalition):
        raise PermissionDenied
    for keeper in ModelBackend().with_perm("accounts.change_user"):
        mail.send(
            keeper,
            "coalitions/removal_asked",
            {"person": current.user, "coalition": current.coalition, "by": by, "reason": reason},
        )


def _current(representative: Representative) -> Representative:
    # One change of a coalition's people at a time, or two coordinators could end each other.
    Coalition.objects.select_for_update().get(pk=representative.coalition_id)
    try:
        return Representative.objects.current().select_related("user", "coalition").get(pk=representative.pk)
    except Representative.DoesNotExist:
        raise ValidationError(_("This person no longer represents the coalition.")) from None


def _check_that_a_coordinator_stays(leaving: Representative) -> None:
    others = Representative.objects.coordinators().filter(coalition=leaving.coalition).exclude(pk=leaving.pk)
    if leaving.role == Representative.Role.COORDINATOR and not others.exists():
        raise ValidationError(LAST_COORDINATOR)
