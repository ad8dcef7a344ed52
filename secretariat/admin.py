"""The secretariat's tool for measures and for what they are described by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from measures.admin.extension import CycleExtensionAdmin
from measures.admin.framework import CycleAdmin, TermAdmin, VocabularyAdmin
from measures.admin.measure import MeasureAdmin
from measures.admin.submission import SubmissionAdmin
from measures.admin.version import VersionAdmin

admin.site.site_title = admin.site.site_header = _("Polyphony – Secretariat")
admin.site.index_title = _("What the register holds")

__all__ = [
    "CycleAdmin",
    "CycleExtensionAdmin",
    "MeasureAdmin",
    "SubmissionAdmin",
    "TermAdmin",
    "VersionAdmin",
    "VocabularyAdmin",
]
