"""The laws of slots: inside the event, generated of one length, with a rest between them when asked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from facilitator.words import RuleBroken
from worksites.events.when_rules import said_hours, said_span

Span = tuple[datetime, datetime]
LONGEST = 12 * 60
"""Minutes of one slot."""
MOST = 200
"""Slots of one event."""
MOST_SEATS = 2000
"""Places of one slot, or of one kind of guest."""


def check_within(part: Span, whole: Span, field: str | None = None) -> None:
    """A slot, or a part of the day, stands inside its event. Raises `RuleBroken` on `field`."""
    if part[1] <= part[0]:
        raise RuleBroken("La fin vient après le début.", field)
    if part[0] < whole[0] or part[1] > whole[1]:
        raise RuleBroken(f"{said_hours(*part)} dépasse l’événement ({said_span(*whole)}).", field)


def slots_between(starts_at: datetime, ends_at: datetime, minutes: int, rest: int = 0) -> list[Span]:
    """Slots of so many minutes one after the other, `rest` minutes between them; what is left is left out.

    Raises `RuleBroken` on `minutes`, `rest` or `ends`.
    """
    if not 1 <= minutes <= LONGEST:
        raise RuleBroken("Un créneau dure de 1 minute à 12 heures.", "minutes")
    if not 0 <= rest <= LONGEST:
        raise RuleBroken("Une pause dure de 0 minute à 12 heures.", "rest")
    length, step = timedelta(minutes=minutes), timedelta(minutes=minutes + rest)
    found = []
    begins = starts_at
    while begins + length <= ends_at:
        found.append((begins, begins + length))
        begins += step
        if len(found) > MOST:
            raise RuleBroken(f"Cela fait plus de {MOST} créneaux : allongez-les.", "minutes")
    if not found:
        raise RuleBroken("Aucun créneau de cette durée ne tient entre ces deux heures.", "minutes")
    return found


def check_apart(part: Span, others: Iterable[Span], field: str | None = None) -> None:
    """Two slots with the same hours would be one too many. Raises `RuleBroken`."""
    if part in others:
        raise RuleBroken(f"Le créneau {said_hours(*part)} existe déjà.", field)
