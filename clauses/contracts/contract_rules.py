"""The dates and the place of a contract; two people who change it at the same time."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.words import RuleBroken

PLACE_CODE = re.compile(r"\d{2}|2[AB]|9[78]\d|(\d{2}|2[AB])\d{3}")
OLDEST_YEAR = 1990
"""Contracts followed today were notified after this year: an earlier one is a typing mistake."""


class Outdated(Exception):
    """Somebody else changed the thing since the form was shown: nothing is saved."""


@dataclass(frozen=True)
class Dates:
    """The dates of a contract."""

    consulted_on: date | None = None
    notified_on: date | None = None
    starts_on: date | None = None
    duration_months: int | None = None
    ends_on: date | None = None


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month when there is none (31 → 30)."""
    years, index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, index + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def end_of(start: date, months: int) -> date:
    """The last day of a duration in civil months."""
    return add_months(start, months) - timedelta(days=1)


def months_between(start: date, end: date) -> int:
    """Civil months begun from one day to another, at least one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(1, months + (end.day >= start.day))


def checked_end(dates: Dates) -> date | None:
    """The end as typed, else computed from the duration. Refuses dates that cannot follow each other."""
    for field in ("consulted_on", "notified_on", "starts_on", "ends_on"):
        value = getattr(dates, field)
        if value is not None and value.year < OLDEST_YEAR:
            raise RuleBroken(f"Vérifiez l’année : {value.year} est trop ancienne.", field)
    if dates.duration_months is not None and dates.duration_months <= 0:
        raise RuleBroken("Une durée compte au moins un mois.", "duration_months")
    _check_order(dates)
    start = dates.starts_on or dates.notified_on
    if dates.ends_on is None and start is not None and dates.duration_months is not None:
        return end_of(start, dates.duration_months)
    if dates.ends_on is not None and start is not None and dates.ends_on < start:
        raise RuleBroken("La fin du marché précède son début.", "ends_on")
    return dates.ends_on


def _check_order(dates: Dates) -> None:
    if dates.consulted_on and dates.notified_on and dates.notified_on < dates.consulted_on:
        raise RuleBroken("La notification précède le lancement de la consultation.", "notified_on")
    if dates.notified_on and dates.starts_on and dates.starts_on < dates.notified_on:
        raise RuleBroken("L’exécution ne commence pas avant la notification.", "starts_on")


def parse_place_code(text: str) -> str:
    """An INSEE code of a commune (`63113`, `2A004`) or of a department (`63`, `2A`, `974`); '' for none."""
    code = re.sub(r"\s", "", text).upper()
    if code and not PLACE_CODE.fullmatch(code):
        raise RuleBroken(
            "Indiquez le code INSEE d’une commune (63113) ou d’un département (63).", "place_code"
        )
    return code
