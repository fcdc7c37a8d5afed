"""Days off: public holidays, bridges, school holidays of the zone.

The school calendar of the ministry (three zones by academy, decree of each year) comes from the library
`holidays`; the zone of a department from the academies of each zone (education.gouv.fr, « Calendrier
scolaire »).
Corsica and the overseas departments have a calendar of their own, which is not known here.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import holidays

from clauses.compliance.schedule.calendar_rules import is_working, public_holidays
from facilitator.words import Word


class SchoolZone(Word):
    """The zones of the school calendar."""

    A = "zone_a", "zone A"
    B = "zone_b", "zone B"
    C = "zone_c", "zone C"


ACADEMIES: Mapping[SchoolZone, str] = {
    SchoolZone.A: "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 "
    "89 90",
    SchoolZone.B: "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 "
    "61 62 67 68 72 76 80 83 84 85 88",
    SchoolZone.C: "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
"""The departments of each zone."""
ZONES = {code: zone for zone, codes in ACADEMIES.items() for code in codes.split()}
ONE_DAY = timedelta(days=1)


def zone_of(place: str) -> SchoolZone | None:
    """The zone of a postcode or of a department's code (`63100`, `63`); None where none is known."""
    return ZONES.get(place[:2])


@cache
def _school(zone: SchoolZone, year: int) -> Mapping[date, str]:
    subdivision = f"Zone {zone.name}"
    found = holidays.country_holidays(
        "FR", subdiv=subdivision, years=year, categories=("school",), language="fr"
    )
    return dict(found)


def school_holiday(day: date, zone: SchoolZone | None) -> str:
    """The name of the school holidays of a day in a zone; '' when schools are open or nothing is known."""
    return "" if zone is None else _school(zone, day.year).get(day, "")


def is_bridge(day: date) -> bool:
    """Whether a working day stands alone between two days off: many people take it."""
    return is_working(day) and not is_working(day - ONE_DAY) and not is_working(day + ONE_DAY)


@cache
def _named(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("FR", years=year, language="fr"))


def holiday(day: date) -> str:
    """The name of a public holiday; '' for another day."""
    return _named(day.year).get(day, "") if day in public_holidays(day.year) else ""
