"""The workbook to fill: one row per person and contract, one column per month or week, the rest filled in."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from clauses.hours.ledger.rules import last_of
from clauses.hours.workbooks.rules import LAYOUT_VERSION, Period
from clauses.people.valuation.rules import MinutesKind
from facilitator.exchange.columns import hours_decimal
from facilitator.formats import month as named

HIDDEN = ("N° contrat de travail Facilitator", "N° engagement Facilitator")
SHOWN = ("Marché", "Nom", "Date de naissance", "Nature des heures")
NOTES = (
    "Écrivez les heures de chaque personne dans la colonne du mois : 151,67 ou 151:40 ou 7h30.",
    "Une case vide ne change rien. Un zéro retire les heures déjà saisies.",
    "N’ajoutez jamais de numéro de sécurité sociale : il serait refusé.",
    "Une personne manque ? Ajoutez une ligne à la fin : nom, date de naissance, marché, heures.",
    "Enregistrez, puis envoyez-le depuis la page « Classeurs ». Rien n’est déclaré avant votre accord.",
)
HEADER, SPARE = 3, 30
"""The row of headings (from 0), and how many blank rows are left for people who are missing."""
MOST_HOURS = 744
"""Of a month of 31 days."""
FACTS = "Facilitator"
"""The hidden sheet that says what the file is."""


@dataclass(frozen=True)
class TemplateRow:
    """One person on one contract, for one kind of hours: minutes by month that may be filled."""

    employment: int
    commitment: int
    contract: str
    name: str
    words: str
    birth: date | None
    kind: MinutesKind
    minutes: Mapping[date, int | None]


def weeks_of(months: Sequence[date]) -> list[Period]:
    """The ISO weeks that meet some months, Monday to Sunday."""
    first, last = min(months), last_of(max(months))
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday <= last:
        found.append(Period(monday, monday + timedelta(days=6)))
        monday += timedelta(days=7)
    return found


def heading(period: Period) -> str:
    """`S40 du 28/09/2026 au 04/10/2026`."""
    return f"S{period.first.isocalendar().week} du {period.first:%d/%m/%Y} au {period.last:%d/%m/%Y}"


def template(title: str, rows: Sequence[TemplateRow], months: Sequence[date], by_week: bool = False) -> bytes:
    """The file. `by_week`: a column per week, for temp agencies; a week on two months is shared later."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        sheet = book.add_worksheet("Heures")
        forms = formats(book)
        ordered = sorted(months)
        columns = (
            [heading(week) for week in weeks_of(ordered)] if by_week else [named(one) for one in ordered]
        )
        write_head(sheet, title, columns, forms)
        for place, row in enumerate(rows, HEADER + 1):
            write_row(sheet, place, row, forms)
            for index in range(len(columns)):
                minutes = None if by_week else row.minutes.get(ordered[index])
                write_hours(sheet, (place, len(HIDDEN + SHOWN) + index), minutes, forms["hours"])
        finish(sheet, len(rows), len(columns), forms)
        write_facts(book, months)
    return target.getvalue()


def formats(book: Workbook) -> dict[str, Any]:
    """How cells look, and which may be changed."""
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"num_format": "@"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
        "open": book.add_format({"num_format": "@", "locked": False}),
        "hours": book.add_format(
            {"num_format": "#,##0.00", "locked": False, "bg_color": "#F3F6FF", "border": 4}
        ),
    }


def write_head(sheet: Worksheet, title: str, columns: Sequence[str], forms: Mapping[str, Any]) -> None:
    """Title, first instruction, headings."""
    sheet.write_string(0, len(HIDDEN), title, forms["title"])
    sheet.write_string(1, len(HIDDEN), f"{NOTES[0]} {NOTES[1]}", forms["note"])
    for place, text in enumerate((*HIDDEN, *SHOWN, *columns)):
        sheet.write_string(HEADER, place, text, forms["head"])


def write_row(sheet: Worksheet, place: int, row: TemplateRow, forms: Mapping[str, Any]) -> None:
    """Who and for what; typed text, whatever it looks like."""
    sheet.write_number(place, 0, row.employment)
    sheet.write_number(place, 1, row.commitment)
    sheet.write_string(place, 2, row.contract, forms["text"])
    sheet.write_string(place, 3, row.name, forms["text"])
    if row.birth:
        sheet.write_datetime(place, 4, row.birth, forms["day"])
    sheet.write_string(place, 5, row.kind.label, forms["open"])


def write_hours(sheet: Worksheet, place: tuple[int, int], minutes: int | None, form: Any) -> None:
    """The hours already there, or an empty cell to fill."""
    if minutes is None:
        sheet.write_blank(*place, None, form)
    else:
        sheet.write_number(*place, hours_decimal(minutes), form)


def finish(sheet: Worksheet, rows: int, columns: int, forms: Mapping[str, Any]) -> None:
    """Spare rows, lists, widths, frozen headings, hidden numbers, protection without a password."""
    first, left = HEADER + 1, len(HIDDEN + SHOWN)
    last = HEADER + rows + SPARE
    for place in range(first + rows, last + 1):
        for column in range(len(HIDDEN), left + columns):
            sheet.write_blank(place, column, None, forms["hours" if column >= left else "open"])
    sheet.data_validation(
        first, left - 1, last, left - 1, {"validate": "list", "source": [kind.label for kind in MinutesKind]}
    )
    sheet.data_validation(
        first,
        left,
        last,
        left + columns - 1,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": MOST_HOURS,
            "error_type": "warning",
            "error_title": "Heures",
            "error_message": "Ce n’est pas un nombre d’heures du mois. Le garder quand même ?",
        },
    )
    sheet.set_column(0, len(HIDDEN) - 1, 10, None, {"hidden": True})
    sheet.set_column(2, 2, 44)
    sheet.set_column(3, 3, 30)
    sheet.set_column(4, left + columns - 1, 16)
    sheet.freeze_panes(first, 4)
    sheet.protect("", {"format_columns": True, "sort": True, "autofilter": True, "insert_rows": True})


def write_facts(book: Workbook, months: Sequence[date]) -> None:
    """The notes, and a hidden sheet that says which template this is."""
    notes = book.add_worksheet("Lisez-moi")
    notes.set_column(0, 0, 110)
    for place, text in enumerate(NOTES):
        notes.write_string(place, 0, text)
    facts = book.add_worksheet(FACTS)
    facts.very_hidden()
    said = (("version", LAYOUT_VERSION), ("mois", " ".join(f"{month:%Y-%m}" for month in months)))
    for place, pair in enumerate(said):
        facts.write_row(place, 0, pair)
