"""How things are written for French readers: pure text functions, registered as Jinja filters."""

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from facilitator.clock import PARIS

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


def plural(count: int, singular: str, several: str | None = None) -> str:
    """`0 marché`, `1 marché`, `2 marchés` (in French, plural starts at two)."""
    word = singular if abs(count) < 2 else several or f"{singular}s"
    return f"{number(count)}{NBSP}{word}"


def day(value: date | None) -> str:
    """`14 mars 2027`; `1er` for the first; a dash for None."""
    if value is None:
        return "—"
    text = str(format_date(value, "d MMMM y", locale="fr"))
    return re.sub(r"^1 ", "1er ", text).replace(" ", NBSP)


def short_day(value: date | None) -> str:
    """`14/03/2027`; a dash for None."""
    return "—" if value is None else f"{value:%d/%m/%Y}"


def instant(value: datetime | None) -> str:
    """`14 mars 2027 à 9 h 05`, in Paris; a dash for None."""
    if value is None:
        return "—"
    local = value.astimezone(PARIS)
    return f"{day(local.date())} à {local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def siret(value: str | None) -> str:
    """`42073014500018` → `420 730 145 00018`; a dash for None."""
    if not value:
        return "—"
    return f"{value[:3]}{NBSP}{value[3:6]}{NBSP}{value[6:9]}{NBSP}{value[9:]}"


FILTERS = {
    "day": day,
    "euros": euros,
    "hours": hours,
    "instant": instant,
    "number": number,
    "percent": percent,
    "short_day": short_day,
    "siret": siret,
}
