"""What became of a person: the terms at which one asks, the words of the answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from clauses.contracts.contract_rules import add_months
from facilitator.formats import plural
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


class ExitState(Word):
    """Where a review stands on a day."""

    DUE = "due", "À demander"
    LATE = "late", "En retard"
    COMING = "coming", "À venir"
    ANSWERED = "answered", "Répondu"


STATE_TONES = {
    ExitState.DUE: "info",
    ExitState.LATE: "warn",
    ExitState.COMING: "neutral",
    ExitState.ANSWERED: "good",
}
LATE_DAYS = 30
"""A month after the term, the answer is late (choice of the tool)."""


def state_on(due_on: date, answered: bool, today: date) -> ExitState:
    """Where a review stands: to come, due, late after a month, answered."""
    if answered:
        return ExitState.ANSWERED
    if today < due_on:
        return ExitState.COMING
    return ExitState.LATE if (today - due_on).days > LATE_DAYS else ExitState.DUE


@dataclass(frozen=True)
class Outcome:
    """What became of people at one term: asked, reached, in employment, in a lasting one."""

    months: int
    asked: int
    reached: int
    employed: int
    lasting: int

    @property
    def share(self) -> Fraction | None:
        """The lasting ones among those that were reached; None when nobody was."""
        return Fraction(self.lasting, self.reached) if self.reached else None


def outcomes(answers: Iterable[tuple[int, ExitSituation | None]]) -> list[Outcome]:
    """By term, what became of people; `answers` are (months, situation), None: due and not answered.

    Whoever could not be reached counts among those asked, never among those reached: a share of lasting
    exits says of how many it is one (Alliance Villes Emploi; PLIE reports).
    """
    known = list(answers)
    found = []
    for months in TERMS:
        said = [situation for term, situation in known if term == months]
        reached = [one for one in said if one not in (None, ExitSituation.UNKNOWN)]
        found.append(
            Outcome(
                months,
                len(said),
                len(reached),
                sum(one in EMPLOYED for one in reached),
                sum(one in SUSTAINABLE for one in reached),
            )
        )
    return found


def told(outcome: Outcome, least: int) -> str:
    """A term in a sentence, small numbers hidden: `À 6 mois : 22 personnes jointes sur 25, 18 en emploi…`.

    Below `least` people reached, nothing more is said; a part smaller than `least`, or that leaves fewer
    than `least` aside, is not said either: the difference would designate people.
    """
    head = f"À {outcome.months} mois"
    if outcome.reached < least:
        return (
            f"{head} : moins de {least} personnes jointes." if outcome.asked else f"{head} : personne encore."
        )
    said = [f"{plural(outcome.reached, 'personne jointe', 'personnes jointes')} sur {outcome.asked}"]
    for count, words in ((outcome.employed, "en emploi"), (outcome.lasting, "en emploi durable")):
        if not count or least <= count <= outcome.reached - least or count == outcome.reached or least == 1:
            said.append(f"{count} {words}")
    return f"{head} : {', '.join(said)}."
