"""The days of a series."""

from collections.abc import Iterator
from datetime import date, timedelta

from facilitator.words import RuleBroken, Word

MOST = 60
"""Events that one plan of a series makes."""
FARTHEST = timedelta(days=3 * 366)


class Every(Word):
    """How a series comes back."""

    WEEKS = "weeks", "semaines"
    SAME_DAY = "months_same_day", "mois, le même jour du mois"
    SAME_RANK = "months_same_rank", "mois, le même rang (2e jeudi)"


def series_days(first: date, every: Every, step: int, times: int | None, until: date | None) -> list[date]:
    """The days that follow the first one, so many (`times`) or until a day, whichever comes first.

    A month without that day, or without that rank, is skipped. Raises `RuleBroken` on `step`, `times` or
    `until`.
    """
    if not 1 <= step <= 52:
        raise RuleBroken("De 1 à 52.", "step")
    if times is None and until is None:
        raise RuleBroken("Dites combien de fois, ou jusqu’à quand.", "times")
    if times is not None and not 1 <= times <= MOST:
        raise RuleBroken(f"De 1 à {MOST} fois.", "times")
    if until is not None and until <= first:
        raise RuleBroken("La série se termine après son premier jour.", "until")
    last = min(until or date.max, first + FARTHEST)
    found: list[date] = []
    for on in _following(first, every, step, last):
        if len(found) == (times or MOST):
            break
        found.append(on)
    if not found:
        raise RuleBroken("Aucune date ne tombe avant la fin de la série.", "until")
    return found


def _following(first: date, every: Every, step: int, last: date) -> Iterator[date]:
    count = 0
    while True:
        count += 1
        if every is Every.WEEKS:
            on: date | None = first + timedelta(weeks=step * count)
        else:
            month = first.year * 12 + first.month - 1 + step * count
            opening = date(month // 12, month % 12 + 1, 1)
            if opening > last:
                return
            on = _same_day(first, opening) if every is Every.SAME_DAY else _same_rank(first, opening)
        if on is None:
            continue
        if on > last:
            return
        yield on


def _same_day(first: date, opening: date) -> date | None:
    try:
        return opening.replace(day=first.day)
    except ValueError:
        return None


def _same_rank(first: date, opening: date) -> date | None:
    """The second Thursday of the month that opens, when the first one was its month's second Thursday."""
    rank = (first.day - 1) // 7
    on = opening + timedelta(days=(first.weekday() - opening.weekday()) % 7, weeks=rank)
    return on if on.month == opening.month else None
