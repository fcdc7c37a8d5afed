"""Numbers of the parameters and of the sizing: units, exact values and how they are written, rounding.

Every calculation is done on fractions, so nothing is lost before the one rounding at the end; the exact
value is kept beside the whole number of hours that is agreed.
"""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from facilitator.formats import NBSP, euros, number
from facilitator.words import Word

EXACT_PLACES = 10
"""Decimals of an exact value written as text: ten, half even, without trailing zeros."""


class Unit(Word):
    """What a number counts."""

    EUROS = "euros", "€"
    EUROS_PER_HOUR = "euros_per_hour", "€/h"
    RATE = "rate", "%"
    HOURS = "hours", "h"
    HOURS_PER_MONTH = "hours_per_month", "h par mois"
    HOURS_PER_YEAR = "hours_per_year", "h par an"
    YEARS = "years", "ans"
    MONTHS = "months", "mois"
    WEEK = "week", "(semaine ISO)"
    WEEKS = "weeks", "semaines"
    DAYS = "days", "jours"
    DAY_OF_MONTH = "day_of_month", "du mois suivant"
    MINUTES = "minutes", "minutes"
    CRITERIA = "criteria", "critères"
    JOBS = "jobs", "emplois"
    STRUCTURES = "structures", "structures"
    CONTRACTS = "contracts", "marchés"
    PEOPLE = "people", "personnes"
    FACTOR = "factor", "fois"
    CHOICE = "choice", "choix"


COUNTED = frozenset(
    {
        Unit.WEEKS,
        Unit.JOBS,
        Unit.STRUCTURES,
        Unit.CONTRACTS,
        Unit.PEOPLE,
        Unit.YEARS,
        Unit.DAYS,
        Unit.MINUTES,
        Unit.CRITERIA,
    }
)
"""Units whose label is a plural noun: the singular loses its `s`."""


WHOLE = frozenset(
    {
        Unit.PEOPLE,
        Unit.YEARS,
        Unit.MONTHS,
        Unit.WEEK,
        Unit.WEEKS,
        Unit.DAYS,
        Unit.DAY_OF_MONTH,
        Unit.MINUTES,
        Unit.CRITERIA,
    }
)
"""Units that only whole numbers count: a year, a month, a day."""


class Rounding(Word):
    """How exact hours become the whole number that is agreed (sources differ: it is a setting)."""

    HALF_UP = "half_up", "Au plus proche, la demi-heure vers le haut"
    DOWN = "down", "À l’heure inférieure"
    UP = "up", "À l’heure supérieure"
    HALF_EVEN = "half_even", "Au plus proche, la demi-heure vers le nombre pair"


def rounded(value: Fraction, rounding: Rounding = Rounding.HALF_UP) -> int:
    """A whole number of hours."""
    if rounding is Rounding.DOWN:
        return floor(value)
    if rounding is Rounding.UP:
        return ceil(value)
    if rounding is Rounding.HALF_EVEN:
        return round(value)
    return floor(value + Fraction(1, 2))


def decimal(value: Fraction, places: int, mode: str = ROUND_HALF_UP) -> Decimal:
    """A fraction as a decimal number with at most so many places (never through a float)."""
    scaled = value * 10**places
    whole = {
        ROUND_HALF_UP: lambda: rounded(scaled),
        ROUND_HALF_EVEN: lambda: round(scaled),
        ROUND_DOWN: lambda: floor(scaled),
    }[mode]()
    return Decimal(whole).scaleb(-places)


def plain(value: Fraction | Decimal) -> str:
    """The exact value as text for other programs: `833.3333333333`, `1000`, `0.25`.

    A point, ten decimals at most (half even), no trailing zeros, no exponent.
    """
    text = format(decimal(Fraction(value), EXACT_PLACES, ROUND_HALF_EVEN), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(value: Fraction | Decimal, unit: Unit) -> str:
    """A number with its unit, for people: `833,33 h`, `1 000 000 €`, `5 %`, `27 emplois`."""
    value = Fraction(value)
    if unit is Unit.EUROS:
        return euros(decimal(value, 2))
    if unit is Unit.RATE:
        return f"{number(decimal(value * 100, 2))}{NBSP}%"
    figure = decimal(value, 2)
    label = unit.label.removesuffix("s") if unit in COUNTED and abs(figure) < 2 else unit.label
    return f"{number(figure)}{NBSP}{label}"
