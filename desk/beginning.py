"""Beginning a report: a new one, an update of a published measure, or one that carries a measure forward."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import signed_in
from accounts.kept_texts import at_desk
from coalitions.models import Coalition
from desk.access import only_posted
from measures.models import Measure
from submissions import deadlines, workflow


@only_posted
@at_desk
def start(request: HttpRequest) -> HttpResponseBase:
    """Begin a new report."""
    user = signed_in(request)
    coalition = get_object_or_404(Coalition.objects.represented_by(user), pk=_number(request.POST.get("coalition", "")))
    cycles = deadlines.cycles_to_report_in(coalition)
    chosen = {str(cycle.pk): cycle for cycle in cycles}.get(request.POST.get("cycle", ""))
    return redirect(workflow.start(coalition, user, chosen or (cycles[0] if cycles else None)))


@only_posted
@at_desk
def update(request: HttpRequest, measure: int) -> HttpResponseBase:
    """Begin an update of a published measure, or go on with the one that has begun."""
    return redirect(workflow.propose_update(_own_measure(request, measure), signed_in(request)))


@only_posted
@at_desk
def carry_forward(request: HttpRequest, measure: int) -> HttpResponseBase:
    """Begin a report for the next cycle with what a published measure says."""
    own = _own_measure(request, measure)
    cycles = deadlines.cycles_to_report_in(own.coalition) if own.coalition else []
    if not cycles:
        messages.error(request, _("No reporting cycle is open or announced that the measure could be carried into."))
        return redirect("desk")
    return redirect(workflow.carry_forward(own, signed_in(request), cycles[0]))


def _own_measure(request: HttpRequest, pk: int) -> Measure:
    coalitions = Coalition.objects.represented_by(signed_in(request))
    return get_object_or_404(Measure.objects.published().filter(coalition__in=coalitions), pk=pk)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else 0
