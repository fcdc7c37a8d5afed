"""What a capacity may be."""

from datetime import date
from decimal import Decimal

from facilitator.words import RuleBroken

MOST_SEATS = 60
MOST_WEEKS = 52
MOST_AT_ONCE = 20


def check_capacity(least: int, most: int, at_once: int, weeks: int, fixed: Decimal, seat: Decimal) -> None:
    """Refuse seats out of order, a training of no length or of more than a year, money that is taken back."""
    if not 1 <= least <= MOST_SEATS:
        raise RuleBroken(f"Une cohorte compte de 1 à {MOST_SEATS} places.", "least_seats")
    if not least <= most <= MOST_SEATS:
        raise RuleBroken(f"Le plus grand nombre de places va de {least} à {MOST_SEATS}.", "most_seats")
    if not 1 <= at_once <= MOST_AT_ONCE:
        raise RuleBroken(f"Indiquez de 1 à {MOST_AT_ONCE} cohortes en même temps.", "at_once")
    if not 1 <= weeks <= MOST_WEEKS:
        raise RuleBroken(f"Une formation dure de 1 à {MOST_WEEKS} semaines.", "weeks")
    for value, field in ((fixed, "fixed_cost"), (seat, "seat_cost")):
        if value < 0:
            raise RuleBroken("Un coût ne peut pas être négatif.", field)


def check_days(since: date, until: date | None) -> None:
    """Refuse an end before the beginning."""
    if until is not None and until < since:
        raise RuleBroken("La fin vient avant le début.", "until")
