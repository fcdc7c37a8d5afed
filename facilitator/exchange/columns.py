"""Columns of a list: French heading, getter, kind. The screen, the CSV and the workbook share them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from facilitator import formats
from facilitator.clock import PARIS
from facilitator.words import Word

Cell = str | int | Decimal | date | datetime | None


class Kind(Word):
    """What a column holds; decides its format, its alignment and its type in a workbook."""

    TEXT = "text", "Texte"
    NUMBER = "number", "Nombre"
    HOURS = "hours", "Heures"
    MONEY = "money", "Euros"
    PERCENT = "percent", "Pourcentage"
    DATE = "date", "Date"
    INSTANT = "instant", "Date et heure"


NUMERIC = frozenset({Kind.NUMBER, Kind.HOURS, Kind.MONEY, Kind.PERCENT})


@dataclass(frozen=True)
class Column:
    """One column: `getter` takes a row and answers a plain value (hours are whole minutes).

    `sort` is the word of the URL that sorts by this column ('' when it cannot). A column that is
    not `on_screen` is only exported. `blank` is what the screen writes when there is nothing (the files
    leave the cell empty); `tone` makes its cells badges; what does not wrap (a reference that heads the
    row) stays on one line; a sentence is wide, not a column of words. A getter that fails makes the
    export fail: nothing is silent.
    """

    heading: str
    getter: Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    sort: str = ""
    on_screen: bool = True
    blank: str = "—"
    tone: Callable[[Any], str] | None = None
    wraps: bool = True
    is_wide: bool = False

    @property
    def is_numeric(self) -> bool:
        """Whether its cells are aligned as numbers."""
        return self.kind in NUMERIC

    def value(self, row: Any) -> Cell:
        """The value of a cell for a file: a word gives its label, minutes give decimal hours."""
        value = self.getter(row)
        if isinstance(value, Word):
            return value.label
        if isinstance(value, bool):
            return "oui" if value else "non"
        if value is None or value == "":
            return None
        if self.kind is Kind.HOURS:
            return hours_decimal(value)
        if self.kind is Kind.INSTANT:
            return value.astimezone(PARIS).replace(tzinfo=None)
        if self.kind is Kind.TEXT:
            return str(value)
        return value

    def shown(self, row: Any) -> str:
        """The cell as the screen writes it; `blank` when there is nothing."""
        value = self.getter(row)
        if isinstance(value, (Word, bool)) or value is None or value == "":
            return str(self.value(row) or self.blank)
        return WRITERS.get(self.kind, str)(value)


WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.NUMBER: formats.number,
    Kind.HOURS: formats.hours,
    Kind.MONEY: formats.euros,
    Kind.PERCENT: lambda value: formats.percent(value, 1),
    Kind.DATE: formats.short_day,
    Kind.INSTANT: formats.instant,
}


def hours_decimal(minutes: int) -> Decimal:
    """Whole minutes as decimal hours, two places: a sheet sums them (`90` → `1.50`)."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))
