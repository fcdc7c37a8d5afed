"""How things are written for French readers: pure text functions, registered as Jinja filters."""

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from facilitator.clock import PARIS
from facilitator.words import RuleBroken

NBSP = "\u00a0"
NNBSP = "\u202f"


def fold(text: str) -> str:
    """Lower case without accents nor ligatures: `Œuvre d'Été` → `oeuvre d'ete`."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def search_key(text: str) -> str:
    """Folded words, one space between them, nothing but letters and digits: what search compares."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def number(value: int | Decimal, places: int | None = None) -> str:
    """`1234.5` → `1 234,5` (narrow no-break spaces); `places` fixes the decimals."""
    if isinstance(value, int) and not places:
        return f"{value:,}".replace(",", NNBSP)  # as Babel writes it, fifty times faster
    pattern = "#,##0.###" if places is None else "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(Decimal(value), format=pattern, locale="fr"))


def euros(value: Decimal | None) -> str:
    """`1234.5` → `1 234,50 €`; whole amounts without cents; a dash for None."""
    if value is None:
        return "—"
    places = 0 if value == value.to_integral_value() else 2
    return f"{number(value, places)}{NBSP}€"


def percent(value: Decimal | None, places: int = 0) -> str:
    """A ratio as a percentage, half up: `0.125` → `13 %` (`12,5 %` with one place)."""
    if value is None:
        return "—"
    shown = (Decimal(value) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{number(shown, places)}{NBSP}%"


def hours(minutes: int | None) -> str:
    """Whole minutes as hours: `50000` → `833 h 20`; a dash for None."""
    if minutes is None:
        return "—"
    sign = "−" if minutes < 0 else ""
    whole, rest = divmod(abs(minutes), 60)
    text = f"{sign}{number(whole)}{NBSP}h"
    return f"{text}{NBSP}{rest:02d}" if rest else text


FEW = r"\d+|\d{1,3}(?: \d{3})+"
"""A whole number, its thousands apart or not."""
CLOCKED = re.compile(rf"({FEW}) ?(?:h|heures?|:) ?(\d\d) ?(?:m|mn|min|minutes?)?", re.ASCII)
TIMED = re.compile(r"(\d+):(\d\d):(\d\d)", re.ASCII)
DECIMAL = re.compile(rf"((?:{FEW})?(?:[.,]\d+)?) ?(?:h|heures?)?", re.ASCII)
SMALL = re.compile(rf"({FEW}) ?(?:mn|min|minutes?)", re.ASCII)
DATED = re.compile(r"\d+ ?[/-] ?\d+.*|\d+[.-]\d+[.-]\d+", re.ASCII)
THOUSAND_OR_PART = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
MOST_MINUTES = 2**31 - 1
"""What a column of minutes holds."""


def parse_hours(text: str | None, *, signed: bool = False) -> int | None:
    """Hours as people and spreadsheets write them, to whole minutes (the nearest, halves up).

    `7h30`, `7 h 30`, `7:30`, `7,5`, `7.5`, `35 heures`, `90 min`, `1 234,5` (any space), what `hours`
    writes; nothing, or a dash alone, is None. With `signed` a minus is kept. Never guesses: whatever
    reads in two ways raises `RuleBroken`.

    >>> parse_hours("151,67")
    9100
    """
    plain = " ".join((text or "").split()).casefold()
    if plain in {"", "-", "—", "–"}:
        return None
    negative = plain[0] in "-−–"
    if negative and not signed:
        raise RuleBroken("Des heures ne peuvent pas être négatives.", "minutes")
    minutes = _minutes(plain[1:].strip() if negative else plain, (text or "").strip())
    return -minutes if negative else minutes


def _minutes(plain: str, said: str) -> int:
    """The minutes of a text without its sign; raises `RuleBroken`."""
    if not plain or len(plain) > 40:
        raise _unreadable(said)
    if found := CLOCKED.fullmatch(plain) or TIMED.fullmatch(plain):
        whole, minutes, seconds = (*(int(part.replace(" ", "")) for part in found.groups()), 0)[:3]
        if minutes > 59 or seconds > 59:
            raise _refused(said, "ne se lit pas : les minutes vont de 0 à 59")
        return _bounded(Decimal(whole * 60 + minutes) + Decimal(seconds) / 60)
    if found := SMALL.fullmatch(plain):
        return _bounded(Decimal(found[1].replace(" ", "")))
    if THOUSAND_OR_PART.fullmatch(plain):
        raise _refused(said, "se lit de deux façons : écrivez 1234 ou 1,234")
    if (found := DECIMAL.fullmatch(plain)) and found[1]:
        return _bounded(Decimal(found[1].replace(" ", "").replace(",", ".")) * 60)
    if DATED.fullmatch(plain):
        raise _refused(said, "ressemble à une date")
    raise _unreadable(said)


def _bounded(minutes: Decimal) -> int:
    """Whole minutes; raises `RuleBroken` past what a column holds."""
    if minutes > MOST_MINUTES:
        raise RuleBroken("Ce nombre d’heures est trop grand.", "minutes")
    return int(minutes.quantize(Decimal(1), ROUND_HALF_UP))


def _refused(said: str, why: str) -> RuleBroken:
    return RuleBroken(f"«{NBSP}{said[:40]}{NBSP}» {why}.", "minutes")


def _unreadable(said: str) -> RuleBroken:
    return _refused(said, "ne se lit pas comme des heures : écrivez par exemple 7 h 30 ou 7,5")


def plural(count: int, singular: str, several: str | None = None) -> str:
    """`0 marché`, `1 marché`, `2 marchés` (in French, plural starts at two)."""
    word = singular if abs(count) < 2 else several or f"{singular}s"
    return f"{number(count)}{NBSP}{word}"


@lru_cache(maxsize=1000)
def day(value: date | None) -> str:
    """`14 mars 2027`; `1er` for the first; a dash for None."""
    if value is None:
        return "—"
    text = str(format_date(value, "d MMMM y", locale="fr"))
    return re.sub(r"^1 ", "1er ", text).replace(" ", NBSP)


@lru_cache(maxsize=1000)
def month(value: date | None) -> str:
    """The civil month of a day: `octobre 2026`; a dash for None."""
    return "—" if value is None else str(format_date(value, "MMMM y", locale="fr")).replace(" ", NBSP)


@lru_cache(maxsize=1000)
def short_month(value: date | None) -> str:
    """`oct. 2026`; a dash for None."""
    return "—" if value is None else str(format_date(value, "MMM y", locale="fr")).replace(" ", NBSP)


def short_day(value: date | None) -> str:
    """`14/03/2027`; a dash for None."""
    return "—" if value is None else f"{value:%d/%m/%Y}"


def instant(value: datetime | None) -> str:
    """`14 mars 2027 à 9 h 05`, in Paris; a dash for None."""
    if value is None:
        return "—"
    local = value.astimezone(PARIS)
    return f"{day(local.date())} à {local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def weekday(value: date) -> str:
    """`jeudi`."""
    return str(format_date(value, "EEEE", locale="fr"))


def hour(value: datetime) -> str:
    """The hour of an instant in Paris: `9 h`, `9 h 05`."""
    local = value.astimezone(PARIS)
    return f"{local.hour}{NBSP}h" + (f"{NBSP}{local.minute:02d}" if local.minute else "")


def instant_day(value: datetime) -> str:
    """The day of an instant in Paris: `14 mars 2027`."""
    return day(value.astimezone(PARIS).date())


def siret(value: str | None) -> str:
    """`42073014500018` → `420 730 145 00018`; a dash for None."""
    if not value:
        return "—"
    return f"{value[:3]}{NBSP}{value[3:6]}{NBSP}{value[6:9]}{NBSP}{value[9:]}"


FILTERS = {
    "day": day,
    "euros": euros,
    "hour": hour,
    "hours": hours,
    "instant": instant,
    "instant_day": instant_day,
    "month": month,
    "number": number,
    "percent": percent,
    "short_day": short_day,
    "short_month": short_month,
    "siret": siret,
    "weekday": weekday,
}
