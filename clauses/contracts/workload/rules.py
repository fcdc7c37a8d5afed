"""Hours spoken in people: `1 personne, 3 jours par semaine, 4 mois`."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from clauses.contracts.contract_rules import months_between
from facilitator.formats import NBSP, plural

# Legal duration of work: 35 h a week (C. trav. L3121-27), 1,607 h a year (L3121-41).
HOURS_PER_WEEK = Decimal(35)
HOURS_PER_YEAR = Decimal(1607)
DAYS_PER_WEEK = 5
HOURS_PER_DAY = HOURS_PER_WEEK / DAYS_PER_WEEK
USUAL_MONTHS = 12
"""Over how long hours are spread when the contract's duration is not known."""


def _up(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))


def _people(count: int) -> str:
    return plural(count, "personne")


def in_people(minutes: int, months: int | None = None, hours_per_year: Decimal = HOURS_PER_YEAR) -> str:
    """How many people, how many days a week and how long these minutes are, in French.

    `months` is the time there is to do them. Rounded up: what is said is always enough.
    """
    hours = Decimal(minutes) / 60
    if hours <= 0:
        return "personne à prévoir"
    if hours <= HOURS_PER_WEEK:
        return f"1{NBSP}personne, {plural(_up(hours / HOURS_PER_DAY), 'jour')}"
    months = max(1, months or USUAL_MONTHS)
    person_months = hours / (hours_per_year / 12)
    if person_months <= 1 and months == 1 or hours <= HOURS_PER_WEEK * 3:
        return f"1{NBSP}personne à temps plein, {plural(_up(hours / HOURS_PER_WEEK), 'semaine')}"
    count = _up(person_months / months)
    if count > 1:
        return f"{_people(count)} à temps plein, {_up(person_months / count)}{NBSP}mois"
    days = min(DAYS_PER_WEEK, _up(person_months * DAYS_PER_WEEK / months))
    length = min(months, _up(person_months * DAYS_PER_WEEK / days))
    pace = "à temps plein" if days == DAYS_PER_WEEK else f"{plural(days, 'jour')} par semaine"
    joint = " " if days == DAYS_PER_WEEK else ", "
    return f"1{NBSP}personne{joint}{pace}, {length}{NBSP}mois"


def left_in_people(minutes: int, on: date, starts_on: date | None, ends_on: date | None) -> str:
    """What is missing on a day, in people over the time that is left, a month at least; '' for nothing."""
    if minutes <= 0:
        return ""
    start = max(on, starts_on or on)
    return in_people(minutes, months_between(start, ends_on) if ends_on and ends_on >= start else 1)


def full_time_jobs(minutes: int, hours_per_year: Decimal = HOURS_PER_YEAR) -> Decimal:
    """Full-time jobs over a year, two places, half up (1,607 h by default, a setting elsewhere)."""
    return (Decimal(minutes) / 60 / hours_per_year).quantize(Decimal("0.01"), ROUND_HALF_UP)
