"""Addresses that outlive titles: a slug is made once, and one that is changed by hand leaves a redirect behind."""

import re
from collections.abc import Collection
from typing import Any, ClassVar, Self, TypeVar
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

LONGEST = 80
# Last parts of addresses that belong to pages beside the records' own.
RESERVED = frozenset({"feed", "history", "export", "map", "files", "new"})


M = TypeVar("M", bound="Addressed")


class AddressedQuerySet(models.QuerySet[M]):
    """Records that have an address of their own."""

    def at(self, slug: str) -> M:
        """The record at this slug, which it has now or had once; `record.slug` tells. Raises DoesNotExist."""
        return (
            self.filter(Q(slug=slug) | Q(former_slugs__contains=[slug]))
            .order_by(models.Case(models.When(slug=slug, then=0), default=1, output_field=models.IntegerField()))[:1]
            .get()
        )


class Addressed(models.Model):
    """A record with a stable address."""

    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_(
            "The last part of the page's address. Made once from the title; when you change it, the old one redirects."
        ),
    )
    former_slugs = ArrayField(
        models.SlugField(max_length=100, allow_unicode=True), default=list, blank=True, editable=False
    )

    address_text: ClassVar[str]  # the field that a first slug is made from

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["former_slugs"], name="%(class)s_former_slugs")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if not self.slug:
                self._lock_addresses()
                self.slug = self._free_slug()
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "slug"}
            stored = getattr(self, "_stored_slug", "")
            if stored and stored != self.slug:
                self.former_slugs = [slug for slug in self.former_slugs if slug != self.slug] + [stored]
            super().save(*args, **kwargs)
        self._stored_slug = self.slug

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any) -> Self:
        record = super().from_db(db, field_names, values, **kwargs)
        record._stored_slug = record.__dict__.get("slug", "")
        return record

    def clean(self) -> None:
        super().clean()
        if self.slug and self._is_taken(self.slug):
            raise ValidationError({"slug": _("This address leads, or led, to another record. Choose another one.")})

    def _lock_addresses(self) -> None:
        # Two records with one title may be saved at once; the second waits here and then sees the first.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self._meta.db_table])

    def _is_taken(self, slug: str) -> bool:
        others = type(self)._base_manager.exclude(pk=self.pk)
        return slug in RESERVED or others.filter(Q(slug=slug) | Q(former_slugs__contains=[slug])).exists()

    def _free_slug(self) -> str:
        base = make_slug(str(getattr(self, self.address_text))) or self._meta.model_name or "record"
        slug, number = base, 1
        while self._is_taken(slug):
            number += 1
            slug = f"{base}-{number}"
        return slug


def host_of(address: str) -> str:
    """The host that a web address names; empty for none, and for what is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # "http://[::1/"
        return ""


def make_slug(text: str) -> str:
    """A slug in the text's own script, of whole words where it can: "دعم-التحالفات"; empty when nothing is left."""
    words = re.sub(r"\b(\w{1,2})[’'](?=\w{2})", r"\1-", text)  # "d’artistes" is two words, "Kenya’s" is one
    slug = slugify(re.sub(r"[–—/·]", "-", words), allow_unicode=True)
    if len(slug) > LONGEST:
        cut = slug[: LONGEST + 1].rpartition("-")[0]
        slug = (cut or slug[:LONGEST]).strip("-_")
    return slug
