"""What is stored about measures."""

from measures.models.details import Evidence, Funding, Link, Partner
from measures.models.framework import Cycle, CycleExtension, Term, Vocabulary
from measures.models.measure import Measure
from measures.models.result import Result
from measures.models.version import Version

__all__ = [
    "Cycle",
    "CycleExtension",
    "Evidence",
    "Funding",
    "Link",
    "Measure",
    "Partner",
    "Result",
    "Term",
    "Version",
    "Vocabulary",
]
