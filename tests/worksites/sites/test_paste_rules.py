"""Phases as a sheet holds them: what reads, what is said wrong, what comes back unchanged."""

from datetime import date
from decimal import Decimal

import pytest

from facilitator.words import RuleBroken
from worksites.sites.phases.paste_rules import F, KnownLot, draft_of, marked, read_rows, table_of

LOTS = (KnownLot(7, "2", "2026-014"), KnownLot(8, "3", "2026-014"), KnownLot(9, "3", "2026-020"))
GOOD = {F.TRADE: "f1703", F.STARTS: "04/01/2027", F.ENDS: "29/01/2027", F.HEADS: "4"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maçon\t2\tS12 2026\tS14 2026\t4", {F.TRADE: "Maçon", F.LOT: "2", F.HEADS: "4"}),
        ("Maçon ; 2 ; S12 2026 ; S14 2026 ; 7h30", {F.HOURS: "7h30"}),
        ("Maçon;S12 2026;S14 2026;1 200 h", {F.HOURS: "1 200 h"}),
        ("Maçon;2;04/01/2027;29/01/2027;;1 200", {F.HOURS: "1 200"}),
        ("Lot;Corps d’état;Du;Au;Effectif\n2;Maçon;04/01/2027;29/01/2027;4", {F.LOT: "2", F.TRADE: "Maçon"}),
        ("Planning du 3 mars\n\nMétier;Début;Fin;Heures\nMaçon;1/1/27;2/1/27;9", {F.HOURS: "9"}),
    ],
)
def test_columns_are_known_by_their_heads_or_by_their_places(text: str, expected: dict[F, str]) -> None:
    cells = read_rows(table_of(text))[0]

    assert {one: cells.get(one) for one in expected} == expected


@pytest.mark.parametrize("text", ["", "  \n ", "Métier;Début;Fin;Heures", "Maçon"])
def test_nothing_to_read_is_said(text: str) -> None:
    with pytest.raises(RuleBroken):
        read_rows(table_of(text))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(RuleBroken, match="300 au plus"):
        read_rows(table_of("Maçon;2;S12 2026;S14 2026;4\n" * 301))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ({F.STARTS: "S12 2026", F.ENDS: "S14 2026"}, date(2026, 3, 16), date(2026, 4, 5)),
        ({F.STARTS: "S12 2026", F.ENDS: ""}, date(2026, 3, 16), date(2026, 3, 22)),
        ({F.STARTS: "mars 2027", F.ENDS: ""}, date(2027, 3, 1), date(2027, 3, 31)),
        ({F.STARTS: "4/1/27", F.ENDS: "29.01.2027"}, date(2027, 1, 4), date(2027, 1, 29)),
        ({F.STARTS: "2027-01-04", F.ENDS: "2027-01-29 00:00:00"}, date(2027, 1, 4), date(2027, 1, 29)),
        ({F.STARTS: "2026-S53", F.ENDS: "S01 2027"}, date(2026, 12, 28), date(2027, 1, 10)),
    ],
)
def test_days_weeks_and_months_read(typed: dict[F, str], first: date, last: date) -> None:
    phase = draft_of(GOOD | typed, LOTS).phase

    assert phase is not None
    assert (phase.starts_on, phase.ends_on) == (first, last)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("7h30", 450), ("1\u202f234,5", 74070), ("1\u00a0200 h", 72000), ("151:40", 9100), ("140", 8400)],
)
def test_hours_read_as_people_write_them(text: str, minutes: int) -> None:
    phase = draft_of(GOOD | {F.HEADS: "", F.HOURS: text}, LOTS).phase

    assert phase is not None
    assert phase.minutes == minutes


def test_heads_may_be_halves() -> None:
    phase = draft_of(GOOD | {F.HEADS: "2,5"}, LOTS).phase

    assert phase is not None
    assert phase.headcount == Decimal("2.5")


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({F.TRADE: ""}, F.TRADE),
        ({F.STARTS: "bientôt"}, F.STARTS),
        ({F.STARTS: ""}, F.STARTS),
        ({F.ENDS: "S60 2026"}, F.ENDS),
        ({F.ENDS: "01/01/2027"}, F.ENDS),
        ({F.HEADS: "quatre"}, F.HEADS),
        ({F.HEADS: "0"}, F.HEADS),
        ({F.HEADS: ""}, F.HEADS),
        ({F.HOURS: "120"}, F.HEADS),
        ({F.HEADS: "", F.HOURS: "12.345"}, F.HOURS),
        ({F.LOT: "3"}, F.LOT),
    ],
)
def test_a_wrong_cell_is_said_where_it_is(typed: dict[F, str], where: F) -> None:
    draft = draft_of(GOOD | typed, LOTS)

    assert draft.phase is None
    assert list(draft.faults) == [where]


def test_every_wrong_cell_is_said_at_once() -> None:
    draft = draft_of({F.TRADE: "Maçon", F.STARTS: "?", F.ENDS: "!", F.HEADS: "x", F.HOURS: "y"}, LOTS)

    assert set(draft.faults) == {F.STARTS, F.ENDS, F.HEADS, F.HOURS}


@pytest.mark.parametrize(
    ("text", "lot_id", "label"),
    [
        ("2", 7, ""),
        ("Lot 2", 7, ""),
        ("3 (2026-020)", 9, ""),
        ("lot 3 2026-014", 8, ""),
        ("Désamiantage", None, "Désamiantage"),
        ("12", None, "12"),
        ("", None, ""),
    ],
)
def test_a_lot_is_known_by_its_number(text: str, lot_id: int | None, label: str) -> None:
    phase = draft_of(GOOD | {F.LOT: text}, LOTS).phase

    assert phase is not None
    assert (phase.lot_id, phase.lot_label) == (lot_id, label)


def test_what_is_there_already_is_marked_as_many_times_as_it_is_there() -> None:
    drafts = [draft_of(GOOD, LOTS) for _ in range(3)]
    phase = drafts[0].phase
    assert phase is not None

    assert [draft.known for draft in marked(drafts, [phase, phase])] == [True, True, False]
