"""Submissions: reports on their way from a coalition's desk to the public register, with their files and their trail.

What is typed lives here, as JSON and however incomplete; the tables of measures hold only what was published.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from coalitions.models import Coalition, Representative
from common.constraints import Rule
from common.languages import CODES, Wording
from measures.models.details import Evidence
from measures.models.framework import Cycle
from measures.models.measure import Measure


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def open_to(self, user: User) -> "SubmissionQuerySet":
        """Reports of the coalitions that this user speaks for today. Nobody else sees them at the desk."""
        return self.filter(coalition__in=Representative.objects.current().filter(user=user).values("coalition"))

    def on_their_way(self) -> "SubmissionQuerySet":
        """Reports that are neither published, declined nor set aside."""
        return self.filter(state__in=Submission.ON_THEIR_WAY)

    def awaiting_decision(self) -> "SubmissionQuerySet":
        """Reports that the secretariat has to decide on, the longest wait first."""
        return self.filter(state=Submission.State.SUBMITTED).order_by("submitted_at", "pk")


class Submission(models.Model):
    """A coalition's report: the form's answers, in which state they are, and who looks at them."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        CHANGES_REQUESTED = "changes-requested", _("changes requested")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("set aside")

    class Purpose(models.TextChoices):
        NEW = "new", _("new report")
        CARRY_FORWARD = "carry-forward", _("carried forward")
        UPDATE = "update", _("update")

    # The coalition writes in these states, and only then.
    WRITABLE: ClassVar = (State.DRAFT, State.CHANGES_REQUESTED)
    ON_THEIR_WAY: ClassVar = (State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED)

    coalition = models.ForeignKey(
        Coalition, models.PROTECT, related_name="submissions", verbose_name=_("coalition"), editable=False
    )
    cycle = models.ForeignKey(
        Cycle, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("reporting cycle")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, default=Purpose.NEW, editable=False)
    source = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_forward",
        verbose_name=_("carried forward from"),
        editable=False,
    )
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("published measure"),
        help_text=_("The measure that this updates, or became."),
        editable=False,
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    # {section: {question: what was typed}}, and {section: {"revision": 3, "by": user id, "at": time}}.
    answers = models.JSONField(_("answers"), default=dict, blank=True, editable=False)
    saves = models.JSONField(_("when each section was saved"), default=dict, blank=True, editable=False)
    round = models.PositiveSmallIntegerField(_("times submitted"), default=0, editable=False)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("begun by"),
        editable=False,
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who looks at it"),
        editable=False,
    )
    reviewing_since = models.DateTimeField(_("looked at since"), null=True, blank=True, editable=False)

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index(fields=["state", "submitted_at"], name="submission_queue")]
        constraints = [
            Rule(
                name="submission_state_is_known",
                field="state",
                condition=Q(
                    state__in=["draft", "submitted", "changes-requested", "published", "declined", "withdrawn"]
                ),
                violation_error_message=_("Choose a state."),
            ),
            Rule(
                name="submission_published_as_measure",
                field="measure",
                condition=~Q(state="published") | Q(measure__isnull=False),
                violation_error_message=_("A published report has a measure."),
            ),
            Rule(
                name="submission_update_has_measure",
                field="measure",
                condition=~Q(purpose="update") | Q(measure__isnull=False),
                violation_error_message=_("An update has the measure that it updates."),
            ),
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(purpose="update", state__in=["draft", "submitted", "changes-requested"]),
                name="submission_one_update_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("desk_submission", args=[self.pk])

    @property
    def language(self) -> str:
        """The language that its writer chose for the report; empty as long as none is."""
        language = self.answers.get("measure", {}).get("language", "")
        return language if language in CODES else ""

    @property
    def title(self) -> Wording:
        """The title as typed so far, or that it has none yet."""
        if title := str(self.answers.get("measure", {}).get("title", "")).strip():
            return Wording(title, self.language)
        return Wording(str(_("Report without a title")), "")

    @property
    def is_writable(self) -> bool:
        """Whether its coalition may write in it now."""
        return self.state in self.WRITABLE

    @property
    def is_on_its_way(self) -> bool:
        return self.state in self.ON_THEIR_WAY

    def get_revision(self, section: str) -> int:
        """How often this section was saved."""
        return int(self.saves.get(section, {}).get("revision", 0))


class SubmissionFile(models.Model):
    """A file that goes with a report: private until published. Its type was judged by its content."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    file = models.FileField(_("file"), upload_to="submissions/%Y/%m/")
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    evidence = models.ForeignKey(
        Evidence,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The published file that this is, when the report updates a measure."),
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("desk_file", args=[self.submission_id, self.pk])


class Step(models.Model):
    """One step of a report's way: who did what, when, and what the answers were when it was handed over."""

    class Kind(models.TextChoices):
        STARTED = "started", _("began the report")
        CARRIED_FORWARD = "carried-forward", _("carried the measure forward")
        UPDATE_PROPOSED = "update-proposed", _("began an update")
        SUBMITTED = "submitted", _("submitted the report")
        TAKEN_BACK = "taken-back", _("took the report back")
        CHANGES_REQUESTED = "changes-requested", _("asked for changes")
        EDITED = "edited", _("edited on behalf of the coalition")
        REPLACED = "replaced", _("replaced a colleague's text")
        PUBLISHED = "published", _("published the report")
        DECLINED = "declined", _("declined the report")
        SET_ASIDE = "set-aside", _("set the report aside")
        TAKEN_UP = "taken-up", _("took the report up again")
        CYCLE_EXTENDED = "cycle-extended", _("extended the cycle for the coalition")
        CORRECTED = "corrected", _("corrected the published measure")

    # These happen beside the report, and leave it in its state.
    BESIDE: ClassVar = (Kind.CYCLE_EXTENDED, Kind.CORRECTED)

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps")
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    by_secretariat = models.BooleanField(_("as the secretariat"), default=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True)
    round = models.PositiveSmallIntegerField(_("round"), default=0)
    answers: Any = models.JSONField(_("answers at that moment"), null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("trail")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.at:%Y-%m-%d %H:%M}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def sent(self) -> "RemarkQuerySet":
        """Remarks that the coalition can read; the others are still being written."""
        return self.filter(sent_at__isnull=False)

    def open(self) -> "RemarkQuerySet":
        """Remarks that still ask for something."""
        return self.sent().filter(done_at__isnull=True, solved_at__isnull=True)


class Remark(models.Model):
    """What the secretariat asks about one question of a report, or about the whole, and what the writer answers."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    question = models.CharField(
        _("question"), max_length=50, blank=True, help_text=_("Empty for a remark on the whole report.")
    )
    text = models.TextField(_("remark"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who"), editable=False
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)

    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(_("marked as done by the coalition"), null=True, blank=True)
    solved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    solved_at = models.DateTimeField(_("solved, the secretariat agrees"), null=True, blank=True)

    objects: ClassVar[RemarkQuerySet] = RemarkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["created_at", "pk"]
        constraints = [
            Rule(
                name="remark_has_text",
                field="text",
                condition=Q(text__regex=r"\S") | Q(sent_at__isnull=True),
                violation_error_message=_("Write the remark, or remove it."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        """Whether the coalition has still to do something about it."""
        return bool(self.sent_at and not self.done_at and not self.solved_at)
