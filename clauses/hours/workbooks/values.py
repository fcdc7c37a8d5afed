"""The values of cells as people type them: days, weeks, months, hours, names. Text in, plain values out."""

import re
from datetime import date, timedelta
from functools import lru_cache

from clauses.hours.ledger.rules import last_of
from clauses.hours.workbooks.rules import Period
from facilitator.formats import parse_hours, search_key

MONTHS = {
    "janvier": 1,
    "fevrier": 2,
    "mars": 3,
    "avril": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "aout": 8,
    "septembre": 9,
    "octobre": 10,
    "novembre": 11,
    "decembre": 12,
}
WORD = "|".join(name[:3] if name != "juillet" else "juil" for name in MONTHS if name != "juin")
NAMED = re.compile(rf"\b((?:{WORD}|juin|jul)[a-z]*)(?: (\d{{4}}|\d{{2}}))?\b")
WEEK = re.compile(r"^(?:s|sem|semaine|w|week)(?: n)? ?(\d{1,2})(?: (\d{4}|\d{2}))?$")
WEEK_LAST = re.compile(r"^(\d{4}) ?(?:s|sem|semaine|w) ?(\d{1,2})$")
ISO = re.compile(r"^(\d{4}) (\d{1,2}) (\d{1,2})(?: \d{1,2} \d{2}(?: \d{2})?)?$")
ISO_RANGE = re.compile(r"^(?:du )?(\d{4}) (\d\d) (\d\d) (?:au )?(\d{4}) (\d\d) (\d\d)$")
FRENCH = re.compile(
    r"^(?:(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]* )?(?:le )?(\d{1,2}) (\d{1,2})(?: (\d{4}|\d{2}))?$"
)
RANGE = re.compile(
    r"(\d{1,2}) (\d{1,2})(?: (\d{4}|\d{2}))? (?:au |a )?(\d{1,2}) (\d{1,2})(?: (\d{4}|\d{2}))?$"
)
MONTH_NUMBER = re.compile(r"^(\d{1,2}) (\d{4})$|^(\d{4}) (\d{1,2})$|^(\d{4})(\d{2})$")
NOTHING_SAID = frozenset({"/", "néant", "neant", "rien", "x"})
SERIAL = range(10_000, 80_000)
"""Days since 30 December 1899: what a sheet shows of a date whose format was lost."""
CENTURY_PIVOT = 70
"""A year of two digits above is of the twentieth century."""


key_of = lru_cache(maxsize=32768)(search_key)
"""A folded text; the same texts come back on every row."""


def year_of(text: str | None, default: int | None) -> int | None:
    """A year of two or four digits."""
    if not text:
        return default
    number = int(text)
    if number >= 100:
        return number
    return number + (1900 if number > CENTURY_PIVOT else 2000)


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return None if year is None else date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def day_of(text: str, year: int | None = None) -> date | None:
    """A day as typed: `05/10/2026`, `5.10.26`, `2026-10-05`, or a sheet's serial number."""
    if text.isdigit() and int(text) in SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(text))
    key = search_key(text)
    if found := ISO.match(key):
        return _date(*map(int, found.groups()[:3]))
    if found := FRENCH.match(key):
        return _date(year_of(found[3], year), int(found[2]), int(found[1]))
    return None


def month_named(key: str, year: int | None) -> date | None:
    """The month that a folded text names (`oct 26`, `heures d octobre 2026`)."""
    for found in NAMED.finditer(key):
        word = found[1]
        number = next((n for name, n in MONTHS.items() if name.startswith(word) and len(word) > 2), None)
        if number is None and word == "jul":
            number = 7
        if number is not None:
            return _date(year_of(found[2], year), number, 1)
    return None


def month_numbered(key: str) -> date | None:
    """`10 2026`, `2026 10` or `202610`."""
    found = MONTH_NUMBER.match(key)
    if found is None:
        return None
    month, year = found[1] or found[4] or found[6], found[2] or found[3] or found[5]
    known = 1900 < int(year) < 2200
    return _date(int(year), int(month), 1) if known else None


def whole_month(first: date) -> Period:
    """A civil month."""
    return Period(first, last_of(first))


@lru_cache(maxsize=8192)
def period_of(text: str, year: int | None = None) -> Period | None:
    """The days that a text names: a month, an ISO week, a range, a day; None when it names none.

    `year` is for texts that say none.
    """
    key = search_key(text)
    if not key:
        return None
    if found := WEEK.match(key):
        return week(year_of(found[2], year), int(found[1]))
    if found := WEEK_LAST.match(key):
        return week(int(found[1]), int(found[2]))
    if month := month_numbered(key):
        return whole_month(month)
    if ranged := _range(key, year):
        return ranged
    if one := day_of(text, year):
        return Period(one, one)
    month = month_named(key, year)
    return whole_month(month) if month and len(key) < 40 else None


def week(year: int | None, number: int) -> Period | None:
    """An ISO week, Monday to Sunday."""
    try:
        first = None if year is None else date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return None if first is None else Period(first, first + timedelta(days=6))


def _range(key: str, year: int | None) -> Period | None:
    if found := ISO_RANGE.match(key):
        one, two = _date(*map(int, found.groups()[:3])), _date(*map(int, found.groups()[3:]))
    elif found := RANGE.search(key):
        year = year_of(found[6], year)
        two = _date(year, int(found[5]), int(found[4]))
        one = _date(year_of(found[3], year), int(found[2]), int(found[1]))
        if one and two and one > two and not found[3]:
            one = _date(one.year - 1, one.month, one.day)
    else:
        return None
    return Period(one, two) if one and two and one <= two else None


@lru_cache(maxsize=16384)
def minutes_of(text: str) -> int | None:
    """Hours as typed, in whole minutes (`7h30`, `151,67`); None when nothing is said.

    Raises `RuleBroken` when they do not read as hours.
    """
    return None if text.casefold() in NOTHING_SAID else parse_hours(text)


@lru_cache(maxsize=32768)
def words_of(name: str) -> str:
    """The words of a name in alphabetical order, folded: `DURAND Zoé` is `Zoé Durand`."""
    return " ".join(sorted(search_key(name).split()))


def split_name(name: str) -> tuple[str, str]:
    """Family and given names of one cell: what is in capitals is the family name, else the first word."""
    parts = name.split()
    capitals = [part for part in parts if part.isupper() and len(part) > 1]
    if capitals and len(capitals) < len(parts):
        return " ".join(capitals), " ".join(part for part in parts if part not in capitals)
    return (parts[0], " ".join(parts[1:])) if parts else ("", "")
