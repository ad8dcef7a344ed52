"""The user, a person who signs in with an e-mail address, and the letters that are just leaving."""

from collections.abc import Iterator
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from common.fields import MailAddressField


class UserManager(BaseUserManager["User"]):
    def _create(self, email: str, password: str | None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self._create(email, password, **fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self._create(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this address, whatever the case it was typed in."""
        return self.get(email__iexact=username)


class Letter(models.TextChoices):
    """Letters that a person may do without. Those that protect the account itself always come."""

    HANDED_IN = "handed-in", _("A coalition submits a report, takes one back, or proposes another profile")
    CHANGES = "changes-requested", _("The secretariat asks for changes to a report of my coalition")
    DECIDED = "decided", _("The secretariat decides on a report of my coalition, or on its profile")
    MORE_TIME = "more-time", _("My coalition gets another last day to report")

    @classmethod
    def for_user(cls, user: "User") -> list["Letter"]:
        """What comes to this person: the first is for the secretariat only."""
        return [letter for letter in cls if user.is_staff or letter != cls.HANDED_IN]


class User(AbstractUser):
    """A person with an account. `is_staff` opens the secretariat's admin; what one may do there comes from groups."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = MailAddressField(
        _("e-mail address"), unique=True, error_messages={"unique": _("There is already an account with this address.")}
    )
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("As colleagues know the person."))
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language in which Polyphony writes to this person."),
    )
    # What is left out is unwanted, so that a new kind of letter is not missed by anybody.
    unwanted_letters = ArrayField(
        models.CharField(max_length=30), verbose_name=_("letters not wanted"), default=list, blank=True, editable=False
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_in_any_case",
                violation_error_message=_("There is already an account with this address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def name_in_lists(self) -> str:
        """The name for lists to choose from, with the address, since people share names."""
        return f"{self.name} ({self.email})" if self.name else self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        changed = kwargs.get("update_fields")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if changed is None or "email" in changed:
                self._vouch_for_address()

    def _vouch_for_address(self) -> None:
        # An invitation, a confirmed change or the secretariat stands behind the address; the library, which has a table
        # of its own, must know no other by which this person could sign in or get a new password.
        addresses = EmailAddress.objects.filter(user=self)
        addresses.exclude(email=self.email).filter(Q(verified=True) | Q(primary=True)).delete()
        addresses.update_or_create(user=self, email=self.email, defaults={"verified": True, "primary": True})

    # A session holds this, and ends as soon as it is another: after each change of the password or of a factor.
    def get_session_auth_hash(self) -> str:
        return super().get_session_auth_hash() + self._factors()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        factors = self._factors()
        return (former + factors for former in super().get_session_auth_fallback_hash())

    def _factors(self) -> str:
        return "".join(
            f"-{pk}" for pk in Authenticator.objects.filter(user=self).order_by("pk").values_list("pk", flat=True)
        )

    def wants(self, letter: Letter) -> bool:
        return letter not in self.unwanted_letters

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Sending(models.Model):
    """A letter that a process is sending, or was when it died; there is none of a letter whose end is known."""

    letter = models.OneToOneField("post_office.Email", models.CASCADE, related_name="sending", primary_key=True)
    began_at = models.DateTimeField()

    class Meta:
        default_permissions = ()  # it has no page

    def __str__(self) -> str:
        return f"{self.letter} · {self.began_at:%Y-%m-%d %H:%M}"
