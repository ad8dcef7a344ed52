"""Where Django looks for the pages of its admin: each file of this room registers those of its records."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from secretariat import account, coalition, cycle, invitation, measure, profile, submission, version, vocabulary

__all__ = ["account", "coalition", "cycle", "invitation", "measure", "profile", "submission", "version", "vocabulary"]

admin.site.site_title = admin.site.site_header = _("Polyphony – Secretariat")
admin.site.index_title = _("What the register holds")
