"""The rows that belong to a measure: partners, financial resources, links and evidence files."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import Rule, filled, not_negative, web_address, year_in_range
from common.dates import validate_year
from common.fields import CURRENCY_MESSAGE, CountryField, WebAddressField
from common.numbers import show_number
from measures.models.measure import Measure


class MeasureRow(models.Model):
    """A row of a measure; rows keep the order in which the reporter put them."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Partner(MeasureRow):
    """An organisation that took part in a measure."""

    class Type(models.TextChoices):
        PUBLIC = "public-sector", _("public sector")
        PRIVATE = "private-sector", _("private sector")
        CIVIL_SOCIETY = "civil-society", _("civil society")
        INTERNATIONAL = "international-organisation", _("international organisation")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=250)
    type = models.CharField(_("type of entity"), max_length=30, choices=Type, blank=True)
    country = CountryField(_("country"), blank=True)

    class Meta(MeasureRow.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [filled("partner_has_name", "name", _("Give the partner's name."))]

    def __str__(self) -> str:
        return self.name


class Funding(MeasureRow):
    """Financial resources allocated to a measure."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="fundings")
    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=2)
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="USD",
        validators=[RegexValidator(r"^[A-Z]{3}$", CURRENCY_MESSAGE)],
        help_text=_("Three letters: USD, EUR, CAD …"),
    )
    source = models.CharField(_("given by"), max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=[validate_year])

    class Meta(MeasureRow.Meta):
        verbose_name = _("financial resource")
        verbose_name_plural = _("financial resources")
        constraints = [
            not_negative(
                "funding_not_negative", "amount", _("An amount cannot be negative. Give it without a minus sign.")
            ),
            Rule(
                name="funding_currency",
                field="currency",
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message=CURRENCY_MESSAGE,
            ),
            year_in_range("funding_year", "year"),
        ]

    def __str__(self) -> str:
        return f"{show_number(self.amount)} {self.currency}"


class Link(MeasureRow):
    """A page elsewhere about a measure."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="links")
    url = WebAddressField(_("address"), max_length=500)
    label = models.CharField(_("what it leads to"), max_length=250, blank=True)

    class Meta(MeasureRow.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [web_address("link_is_web_address", "url")]

    def __str__(self) -> str:
        return self.label or self.url


class Evidence(MeasureRow):
    """A file that shows what a measure did. Its type is judged by content when it comes in, and kept here."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="evidence")
    file = models.FileField(_("file"), upload_to="evidence/%Y/%m/")
    name = models.CharField(
        _("file name"), max_length=200, blank=True, help_text=_("As readers see it when they download the file.")
    )
    title = models.CharField(_("what it shows"), max_length=250, blank=True)
    content_type = models.CharField(_("type"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)

    class Meta(MeasureRow.Meta):
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        return reverse("measure_file", args=[self.measure.slug, self.pk])
