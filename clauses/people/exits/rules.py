"""What became of a person: the terms at which one asks, the words of the answers."""

from dataclasses import dataclass
from datetime import date

from clauses.contracts.contract_rules import add_months
from facilitator.words import RuleBroken, Word

TERMS = (3, 6, 12)
"""Months after which one asks (Alliance Villes Emploi; GEIQ and PLIE practice)."""
SUSTAINABLE_MONTHS = 6
"""A fixed-term contract of at least six months is a lasting one (Angers’ agency, INS EMA01; PLIE)."""


class ExitOrigin(Word):
    """What the months are counted from."""

    COHORT = "cohort", "Fin de la formation"
    EMPLOYMENT = "employment", "Fin du contrat de travail"
    PATHWAY = "pathway", "Sortie du parcours"


class ExitSituation(Word):
    """Where somebody stands at a term (immersion-facile’s ends, `endedWithAJob`; PLIE reports)."""

    PERMANENT = "permanent_job", "CDI"
    FIXED_LONG = "fixed_long", "CDD ou intérim de 6 mois ou plus"
    FIXED_SHORT = "fixed_short", "CDD ou intérim de moins de 6 mois"
    ALTERNATION = "alternation", "Alternance"
    INSERTION = "insertion", "Contrat d’insertion ou contrat aidé"
    SELF_EMPLOYED = "self_employed", "Création d’activité"
    TRAINING = "in_training", "Formation"
    SEEKING = "seeking", "Recherche d’emploi"
    OTHER = "other_situation", "Autre situation"
    UNKNOWN = "not_reached", "Pas de réponse"


EMPLOYED = frozenset(
    {
        ExitSituation.PERMANENT,
        ExitSituation.FIXED_LONG,
        ExitSituation.FIXED_SHORT,
        ExitSituation.ALTERNATION,
        ExitSituation.INSERTION,
        ExitSituation.SELF_EMPLOYED,
    }
)
SUSTAINABLE = frozenset(
    {
        ExitSituation.PERMANENT,
        ExitSituation.FIXED_LONG,
        ExitSituation.ALTERNATION,
        ExitSituation.SELF_EMPLOYED,
    }
)


@dataclass(frozen=True)
class ExitDue:
    """A term at which one will ask."""

    months: int
    due_on: date


def terms_after(counted_from: date) -> tuple[ExitDue, ...]:
    """The days three, six and twelve months later."""
    return tuple(ExitDue(months, add_months(counted_from, months)) for months in TERMS)


def check_answer(due_on: date, answered_on: date) -> None:
    """One does not answer for a day to come."""
    if answered_on < due_on:
        raise RuleBroken("Ce terme n’est pas encore atteint.", "situation")
