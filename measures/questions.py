"""The notice and the two questions of a measure, in the exact wording of the forms that reporters fill in.

They are official wording, not interface text, so that no translator has to invent them again: a language without one
shows them in English, marked as such. docs/glossary.md says which lines were read where.
"""

from common.languages import Wording, wording
from measures.models import Measure

CIVIL_SOCIETY, PUBLIC_AUTHORITY = Measure.Reporter.CIVIL_SOCIETY, Measure.Reporter.PUBLIC_AUTHORITY

NOTICE = {
    "en": "This measure was reported by civil society.",
    "fr": "Cette mesure a été reportée par la société civile.",
    "es": "Esta medida ha sido notificada por la sociedad civil.",
}
MAIN_FEATURES = {
    CIVIL_SOCIETY: {
        "en": "Describe the main features of the measure/initiative",
        "fr": "Décrivez les principales caractéristiques de la mesure/initiative",
        "es": "Describa las principales características de la medida/iniciativa",
    },
    PUBLIC_AUTHORITY: {
        "en": "Describe the main features of the policy/measure",
        "fr": "Décrivez les principales caractéristiques de la politique/mesure",
        "es": "Describa las principales características de la política/medida",
    },
}
RESULTS = {
    CIVIL_SOCIETY: {
        "en": "What are the results achieved so far through the implementation of the measure/initiative?",
        "fr": (
            "Quels sont les résultats atteints jusqu’à présent grâce à la mise en œuvre de la mesure/initiative\u00a0?"
        ),
        "es": "¿Cuáles son los resultados obtenidos hasta ahora mediante la aplicación de la medida/iniciativa?",
    },
    PUBLIC_AUTHORITY: {
        "en": "What are the results achieved so far through the implementation of the policy/measure?",
        "fr": (
            "Quels sont les résultats atteints jusqu’à présent grâce à la mise en œuvre de la politique/mesure\u00a0?"
        ),
        "es": "¿Cuáles son los resultados obtenidos hasta ahora mediante la aplicación de la política/medida?",
    },
}


def notice(reporter: str) -> Wording | None:
    """What a reader is told first of a measure that civil society reported, in the reader's language."""
    return wording(NOTICE) if reporter == CIVIL_SOCIETY else None


def main_features(reporter: str) -> Wording:
    return wording(MAIN_FEATURES[Measure.Reporter(reporter)])


def results(reporter: str) -> Wording:
    return wording(RESULTS[Measure.Reporter(reporter)])
