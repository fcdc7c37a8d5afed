"""Promised events: an event that a clause or an offer promises is a commitment, kept with its evidence.

It is kept once as many events as promised were held and the evidence of each was seen. A job-discovery day
written in an offer binds the holder like the rest of the offer (domain dossier §7.4; careers events count
towards an obligation at the CITB).
"""

from datetime import date

from facilitator.formats import day, plural
from facilitator.words import RuleBroken, Word
from worksites.events.rules import EventKind, EventState

MOST = 50
"""Events of one promise."""


class PromiseState(Word):
    """Where a promise stands."""

    KEPT = "promise_kept", "Tenue"
    PLANNED = "promise_planned", "Programmée"
    OPEN = "promise_open", "À programmer"
    LATE = "promise_late", "En retard"
    BROKEN = "promise_broken", "Non tenue"


TONES = {
    PromiseState.KEPT: "good",
    PromiseState.PLANNED: "info",
    PromiseState.OPEN: "warn",
    PromiseState.LATE: "bad",
    PromiseState.BROKEN: "bad",
}
PENDING = frozenset({PromiseState.PLANNED, PromiseState.OPEN, PromiseState.LATE})
"""Neither kept nor given up."""


def state_of(
    number: int, kept: int, planned: int, by_on: date | None, broken: bool, today: date
) -> PromiseState:
    """By the events held with evidence seen (`kept`) and those tied that are still to come (`planned`)."""
    if kept >= number:
        return PromiseState.KEPT
    if broken:
        return PromiseState.BROKEN
    if by_on is not None and by_on < today:
        return PromiseState.LATE
    return PromiseState.PLANNED if kept + planned >= number else PromiseState.OPEN


def check_promise(number: int, source: str) -> None:
    """A promise counts, and says where it is written. Raises `RuleBroken`."""
    if not 1 <= number <= MOST:
        raise RuleBroken(f"Indiquez de 1 à {MOST} événements.", "number")
    if not source.strip():
        raise RuleBroken("Dites où c’est écrit : article de la clause, page de l’offre.", "source")


def check_evidence(
    evidence: str, seen_on: date | None, state: EventState, held_on: date, today: date
) -> None:
    """Evidence is of an event that was held, seen on its day or after. Raises `RuleBroken`."""
    if not evidence.strip() and seen_on is None:
        return
    if state is not EventState.HELD:
        raise RuleBroken("Une preuve se voit une fois l’événement tenu.", "evidence")
    if not evidence.strip():
        raise RuleBroken("Dites quelle preuve vous avez vue.", "evidence")
    if seen_on is None:
        raise RuleBroken("Indiquez quand vous l’avez vue.", "seen_on")
    if not held_on <= seen_on <= today:
        raise RuleBroken(f"Entre le {day(held_on)}, jour de l’événement, et aujourd’hui.", "seen_on")


def said_promise(number: int, kind: EventKind) -> str:
    """`2 × Journée découverte des métiers`."""
    return kind.label if number == 1 else f"{number} × {kind.label}"


def lacking(number: int, kept: int, kind: EventKind, source: str) -> str:
    """What a contract still owes before its final report, in French."""
    missing = plural(number - kept, "événement promis n’est pas tenu", "événements promis ne sont pas tenus")
    said = f"{missing} ({said_promise(number, kind)}, {source})"
    return f"{said} : notez la preuve, ou constatez qu’il ne le sera pas."
