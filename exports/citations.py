"""How a measure is cited: as a line in a list of references, as BibTeX and as RIS."""

import datetime
import re
from dataclasses import dataclass

from babel import Locale
from django.utils import timezone
from django.utils.translation import gettext as _

from common.dates import PartialDate
from common.languages import Wording
from measures import questions
from measures.links import absolute
from measures.models import Measure, Version

PUBLISHER = "Polyphony"
LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: rf"\{sign}" for sign in "&%$#_"},
}


@dataclass(frozen=True)
class Citation:
    """What every form of citation says."""

    key: str
    author: Wording
    title: Wording  # with the period, as people name the measure
    day: datetime.date
    language: str
    notice: Wording | None  # that civil society reported it
    version: str
    address: str
    keywords: tuple[str, ...]


def citation(measure: Measure, version: Version | None) -> Citation:
    """The citation of a measure as it is now; give it the measure's latest version."""
    coalition, here = measure.coalition, measure.language
    return Citation(
        key=f"polyphony-measure-{measure.pk}",
        author=Wording(_line(coalition.name), coalition.language)
        if coalition
        else Wording(_line(measure.authority), here),
        title=Wording(_line(", ".join(filter(None, (measure.bare_title, measure.period)))), here),
        day=timezone.localtime(version.made_at if version else measure.published_at).date(),
        language=measure.language,
        notice=questions.notice(measure.reporter),
        version=_("version %(number)d") % {"number": version.number} if version else "",
        address=absolute(measure.get_absolute_url()),
        keywords=tuple(_line(term.name) for term in measure.terms.all()),
    )


def pieces(cited: Citation) -> list[str]:
    """As in a list of references: who (when). What. Where. In pieces, of which some know their language."""
    when = PartialDate(cited.day.isoformat()).display()
    edition = ", ".join(part for part in (PUBLISHER, cited.version, when) if part)
    stop = "" if cited.title.endswith((".", "?", "!", "…")) else "."
    year = f" ({cited.day.year}). "
    notice = [cited.notice, " "] if cited.notice else []
    return [cited.author, year, cited.title, f"{stop} ", *notice, f"{edition}. ", cited.address]


def as_text(cited: Citation) -> str:
    return "".join(pieces(cited))


def as_bibtex(cited: Citation) -> str:
    """As BibTeX, in UTF-8. The braces around author and title keep an organisation whole and capitals as they are."""
    fields = {
        "author": f"{{{_latex(cited.author)}}}",
        "title": f"{{{_latex(cited.title)}}}",
        "year": str(cited.day.year),
        "month": str(cited.day.month),
        "publisher": PUBLISHER,
        "version": _latex(cited.version),
        "note": _latex(cited.notice or ""),
        "language": _latex((Locale("en").languages.get(cited.language) or cited.language).lower()),
        "keywords": _latex(", ".join(keyword.replace(",", "") for keyword in cited.keywords)),
        "url": cited.address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{lines}}}\n"


def as_ris(cited: Citation) -> str:
    """As RIS: a tag of two characters a line, CRLF between lines, one author or keyword a line."""
    tags = [
        ("TY", "RPRT"),
        ("ID", cited.key),
        ("AU", cited.author),
        ("TI", cited.title),
        ("PY", str(cited.day.year)),
        ("DA", f"{cited.day:%Y/%m/%d}"),
        ("PB", PUBLISHER),
        ("ET", cited.version),
        ("LA", cited.language),
        *(("KW", keyword) for keyword in cited.keywords),
        ("N1", cited.notice or ""),
        ("UR", cited.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in tags if value or tag == "ER")


def _line(text: str) -> str:
    # A line break would begin a new field, and a control character is no part of a name.
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", text).split())


def _latex(text: str) -> str:
    return "".join(LATEX.get(sign, sign) for sign in text)
