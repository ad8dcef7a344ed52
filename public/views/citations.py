"""A measure's citation as a file: text, BibTeX or RIS."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from exports.citations import as_bibtex, as_ris, as_text, citation
from measures.models import Measure
from public.views.records import public_measure, record_page

FORMS = {
    "txt": (as_text, "text/plain; charset=utf-8"),
    "bib": (as_bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (as_ris, "application/x-research-info-systems; charset=utf-8"),
}


@record_page
def cite(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    measures = Measure.objects.select_related("coalition").prefetch_related("terms__vocabulary")
    measure = public_measure(measures, slug)
    write, content_type = FORMS[form]
    latest = measure.versions.defer("document").first()
    response = HttpResponse(write(citation(measure, latest)), content_type=content_type)
    if form != "txt":
        name = content_disposition_header(as_attachment=True, filename=f"{measure.slug}.{form}")
        response.headers["Content-Disposition"] = name or ""
    return response
