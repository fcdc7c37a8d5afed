"""The words of the plan of cohorts."""

from facilitator.formats import plural
from facilitator.words import Word
from geiq.cohorts.rules import CohortKind

SHORT = {
    CohortKind.POEC: ("une", "POEC", "POEC"),
    CohortKind.POEI: ("une", "POEI", "POEI"),
    CohortKind.GEIQ_GROUP: ("un", "groupe de GEIQ", "groupes de GEIQ"),
}
"""A kind of cohort within a sentence: its article, its singular, its plural."""


def cohorts_said(count: int, kind: CohortKind) -> str:
    """`une POEC`, `2 POEC`, `un groupe de GEIQ`."""
    article, one, several = SHORT[kind]
    return f"{article} {one}" if count == 1 else plural(count, one, several)


class PlanState(Word):
    """Where a plan stands."""

    DRAFT = "draft", "À calculer"
    SOLVING = "solving", "Calcul en cours"
    SOLVED = "solved", "Calculé"
    FAILED = "failed", "Calcul impossible"
    ADOPTED = "adopted", "Adopté"


class Bend(Word):
    """How a plan is bent by hand."""

    PIN = "pin", "Garder cette cohorte"
    FORBID = "forbid", "Pas de cohorte cette semaine"
