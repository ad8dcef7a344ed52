"""What coalitions propose to say of themselves: the work list, and the page that shows both texts and decides."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from accounts.kept_texts import at_desk, forget_kept_text, kept_text
from coalitions import profile
from coalitions.models import ProfileUpdate
from common.record_admin import ListFilter, OfferedFilters
from common.templatetags.register import moment
from common.texts import to_stored


class ProfileStateFilter(ListFilter):
    """What waits, unless something else is asked for."""

    title = _("state")
    parameter_name = "state"
    everything = "all"

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [*ProfileUpdate.State.choices, (self.everything, _("all"))]

    def value(self) -> str:
        return super().value() or ProfileUpdate.State.PROPOSED

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset if value == self.everything else queryset.filter(state=value)

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Without Django's "all" in front, which would be a second one."""
        yield from list(super().choices(changelist))[1:]


@admin.register(ProfileUpdate)
class ProfileUpdateAdmin(OfferedFilters):
    list_display = ["coalition", "proposed_by", "proposed", "state", "decided_by"]
    list_select_related = ["coalition", "proposed_by", "decided_by"]
    list_filter = [ProfileStateFilter]
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ["coalition__name", "coalition__acronym"]
    actions = None

    @admin.display(description=_("when"), ordering="proposed_at")
    def proposed(self, update: ProfileUpdate) -> str:
        return moment(update.proposed_at)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a text that was proposed stays as it is; it is decided on

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        # A reason that was typed is not lost when signing in again comes between.
        change = at_desk(self.admin_site.admin_view(self.change_view))
        return [path("<path:object_id>/change/", change, name="coalitions_profileupdate_change"), *super().get_urls()]

    def change_view(  # type: ignore[override]
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponseBase:
        """Both texts side by side, and the decision."""
        update: ProfileUpdate | None = self.get_object(request, object_id)
        if update is None or not self.has_view_permission(request, update):
            raise Http404
        if request.method == "POST":
            return self._decide(request, update)
        kept = kept_text(request)
        return self._page(request, update, reason=kept.get("reason", "") if kept else "")

    def _page(self, request: HttpRequest, update: ProfileUpdate, *, reason: str = "", error: str = "") -> HttpResponse:
        is_waiting = update.state == ProfileUpdate.State.PROPOSED
        earlier = update.coalition.profile_updates.exclude(pk=update.pk).select_related("proposed_by", "decided_by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Profile of a coalition"),
            "update": update,
            "changes": profile.changes_of(update),
            "earlier": [(other, profile.changes_of(other)) for other in earlier[:20]],
            "may_decide": is_waiting and profile.may_decide(signed_in(request)),
            "seen": profile.seen(update.coalition),
            "reason": reason,
            "error": error,
        }
        page = "admin/coalitions/profileupdate/review.html"
        return render(request, page, context, status=409 if error else 200)

    def _decide(self, request: HttpRequest, update: ProfileUpdate) -> HttpResponseBase:
        user, verb, seen = signed_in(request), request.POST.get("do", ""), request.POST.get("seen", "")
        reason = to_stored(request.POST.get("reason", ""))
        if not profile.may_decide(user):
            raise PermissionDenied
        try:
            if verb == "accept":
                profile.accept(update, user, seen)
                sentence = _("It is public now, and the coalition is told.")
            else:
                profile.decline(update, user, reason, seen)
                sentence = _("The coalition is told why it is not accepted.")
        except profile.Outdated as outdated:
            update.refresh_from_db()
            return self._page(request, update, reason=reason, error=str(outdated))
        except ValidationError as error:
            return self._page(request, update, reason=reason, error=" ".join(error.messages))
        forget_kept_text(request)
        self.message_user(request, sentence, messages.SUCCESS)
        return redirect("admin:coalitions_profileupdate_changelist")
