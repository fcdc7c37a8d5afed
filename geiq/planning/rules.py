"""The words of the plan of cohorts."""

from facilitator.words import Word


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
