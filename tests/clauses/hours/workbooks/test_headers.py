"""Sheets as companies lay them out, and what is understood of them."""

from typing import Any

import pytest

from clauses.hours.workbooks.entries import entries_of
from clauses.hours.workbooks.headers import fingerprint, guess
from clauses.hours.workbooks.rules import Entry, Field, Layout
from facilitator.exchange.sheets.rules import Row, Sheet

DAYS = [str(number) for number in range(1, 32)]


def sheet(name: str, *rows: Any) -> Sheet:
    """A sheet as it is read: texts, blank rows left out."""
    kept = [(number, [str(cell) for cell in row]) for number, row in enumerate(rows, 1) if any(row)]
    return Sheet(name, False, [Row(number, cells) for number, cells in kept])


def understood(one: Sheet, file_name: str = "heures.xlsx") -> tuple[Layout, list[Entry]]:
    """Its layout and its entries."""
    layout = guess(one, file_name, 2026, {})
    assert layout is not None
    return layout, list(entries_of(0, one, layout, 2026, {}))


SHEETS = {
    "title above, total below": sheet(
        "Feuil1",
        ["SARL Durand"],
        ["Relevé d’heures d’insertion du chantier — octobre 2026"],
        [],
        ["N°", "NOM Prénom", "Date de\nNaissance", "Chantier", "Nb heures"],
        ["1", "DURAND Zoé", "17/05/1990", "2026-17", "151,67"],
        [],
        ["", "", "", "TOTAL", "151,67"],
    ),
    "days as columns": sheet(
        "Octobre 2026",
        ["Nom", "Prénom", *DAYS, "Total"],
        ["Durand", "Zoé", "101,67", "50", *[""] * 29, "151,67"],
    ),
    "months as columns": sheet("x", ["Salarié", "2026-09-01", "2026-10-01"], ["Zoé Durand", "", "151,67"]),
    "month in a column": sheet(
        "x", ["Intérimaire", "Mois", "Heures"], ["Durand Zoé", "2026-10-01", "151,67"]
    ),
    "dates": sheet(
        "x",
        ["Nom complet", "Date début", "Date fin", "Total heures"],
        ["Durand Zoé", "01/10/2026", "31/10/2026", "151h40"],
    ),
    "month in the file's name": sheet("Feuil1", ["Nom", "Prénom", "Heures"], ["Durand", "Zoé", "151,67"]),
    "month beside": sheet(
        "F",
        ["Mois :", "10/2026"],
        ["Nom", "Prénom", "H"],
        ["Durand", "Zoé", "151,67"],
        ["Total", "", "151,67"],
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_understood_without_a_word(name: str) -> None:
    layout, entries = understood(SHEETS[name], "heures octobre 2026.xlsx")
    assert layout.missing() == []
    assert {entry.words for entry in entries} == {"durand zoe"}
    assert sum(entry.minutes or 0 for entry in entries) == 9100
    assert {entry.period.first.month for entry in entries if entry.period} == {10}
    assert not any(entry.errors for entry in entries)


def test_hours_of_several_kinds_stand_side_by_side() -> None:
    _, entries = understood(
        sheet("x", ["Nom", "Mois", "Heures travaillées", "Heures de formation"], ["Z D", "10/2026", "7", "2"])
    )
    assert [(entry.kind.value, entry.minutes) for entry in entries] == [("work", 420), ("training", 120)]


def test_a_social_security_column_is_never_read() -> None:
    layout, _ = understood(
        sheet("x", ["Nom", "NIR", "N° sécurité sociale", "Mois", "Heures"], ["Z D", "1", "2", "10/2026", "7"])
    )
    assert [column.field for column in layout.columns[1:3]] == [Field.NOTHING, Field.NOTHING]


def test_next_month_s_file_is_the_same_layout() -> None:
    prints = {
        fingerprint(understood(sheet("x", ["Nom", "Prénom", month], ["D", "Z", "7"]))[0].columns)
        for month in ("septembre 2026", "octobre 2026")
    }
    assert len(prints) == 1


def test_a_sheet_without_people_is_not_guessed() -> None:
    assert guess(sheet("x", ["Article", "Prix"], ["Ciment", "12"]), "x", 2026, {}) is None


def test_every_bad_cell_is_named() -> None:
    _, entries = understood(
        sheet("x", ["Nom", "Né le", "Mois", "Heures", "Nature"], ["Z D", "hier", "jamais", "peu", "sieste"])
    )
    assert sorted(entries[0].errors) == [1, 2, 3, 4]
