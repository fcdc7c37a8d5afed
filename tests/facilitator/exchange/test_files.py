"""Files of a list: read back with another library, harmless, exact."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product

import openpyxl
import pytest

from facilitator.access import Role
from facilitator.clock import PARIS
from facilitator.exchange.columns import Column, Kind
from facilitator.exchange.files import Source, csv_lines, safe_text, workbook
from facilitator.words import Word
from tests.conftest import Client

STARTS = ("=", "+", "-", "@", "\t=", "\r=", " =", "\u00a0=", "＝", "|")
ENDS = ("1+1", 'HYPERLINK("http://x")', "cmd|' /C calc'!A0", "SUM(A1:A9)")
PAYLOADS = [start + end for start, end in product(STARTS, ENDS)]


class Paint(Word):
    """A word for a column."""

    RED = "red", "Rouge vif"


@dataclass(frozen=True)
class Line:
    """A row of the list."""

    name: str | None
    minutes: int = 90
    amount: Decimal = Decimal("-1234.50")
    rate: Decimal = Decimal("0.125")
    starts: date = date(2027, 3, 14)
    seen: datetime = datetime(2027, 7, 14, 22, 30, tzinfo=UTC)
    paint: Paint = Paint.RED
    siret: str = "00073014500018"
    count: int = -3


COLUMNS = (
    Column("Nom", lambda row: row.name),
    Column("Heures", lambda row: row.minutes, Kind.HOURS),
    Column("Montant", lambda row: row.amount, Kind.MONEY),
    Column("Taux", lambda row: row.rate, Kind.PERCENT),
    Column("Début", lambda row: row.starts, Kind.DATE),
    Column("Vu", lambda row: row.seen, Kind.INSTANT),
    Column("Couleur", lambda row: row.paint),
    Column("SIRET", lambda row: row.siret),
    Column("Nombre", lambda row: row.count, Kind.NUMBER),
)
SOURCE = Source("Marchés", "Camille Essai", datetime(2027, 3, 14, 9, 5, tzinfo=PARIS), ("Étape : Clos",))


def as_csv(*rows: Line) -> list[list[str]]:
    """The CSV read back."""
    text = b"".join(csv_lines(COLUMNS, rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def as_book(*rows: Line) -> openpyxl.Workbook:
    """The workbook read back."""
    return openpyxl.load_workbook(io.BytesIO(workbook(COLUMNS, rows, SOURCE)))


def test_the_csv_is_the_one_french_spreadsheets_open() -> None:
    raw = b"".join(csv_lines(COLUMNS, [Line("École ; « sud »\nannexe")]))

    assert raw.startswith(b"\xef\xbb\xbfNom;Heures;")
    assert raw.count(b"\r\n") == 2
    assert as_csv(Line("École ; « sud »\nannexe"))[1] == [
        "École ; « sud »\nannexe", "1,50", "-1234,50", "0,125", "14/03/2027", "15/07/2027 00:30",
        "Rouge vif", "00073014500018", "-3",
    ]  # fmt: skip


def test_the_workbook_holds_real_types() -> None:
    sheet = as_book(Line("École"))["Données"]
    values = [getattr(cell.value, "isoformat", lambda value=cell.value: value)() for cell in sheet[2]]

    assert values == [
        "École", 1.5, -1234.5, 0.125, "2027-03-14T00:00:00", "2027-07-15T00:30:00",
        "Rouge vif", "00073014500018", -3,
    ]  # fmt: skip
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "n", "d", "d", "s", "s", "n"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:I2"


def test_the_workbook_says_where_it_comes_from() -> None:
    notes = {row[0].value: row[1].value for row in as_book(Line("a"), Line("b"))["Lisez-moi"].rows}

    assert notes["Liste"] == "Marchés"
    assert notes["Établi par"] == "Camille Essai"
    assert notes["Établi le"] == "14/03/2027 09:05"
    assert notes["Lignes"] == "2"
    assert notes["Filtre"] == "Étape : Clos"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_is_taken_for_a_formula(payload: str) -> None:
    assert len(PAYLOADS) == 40
    assert as_csv(Line(payload))[1][0].startswith("'")
    cell = as_book(Line(payload))["Données"]["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


@pytest.mark.parametrize("text", ["École", "12 rue", "a=b", "l'îlot", "", "63-2027"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert safe_text(text) == text


def test_a_number_too_long_for_a_sheet_is_kept_whole_as_text() -> None:
    column = Column("Grand", lambda row: row, Kind.NUMBER)
    book = openpyxl.load_workbook(io.BytesIO(workbook([column], [12345678901234567], SOURCE)))

    assert book["Données"]["A2"].value == "12345678901234567"


def test_an_empty_list_is_still_a_file() -> None:
    assert len(as_csv()) == 1
    assert as_book()["Données"].max_row == 1
    assert as_csv(Line(None))[1][0] == ""


def test_a_getter_that_fails_makes_the_export_fail() -> None:
    broken = Column("Faux", lambda row: row.unknown)

    with pytest.raises(AttributeError):
        b"".join(csv_lines([broken], [Line("a")]))
    with pytest.raises(AttributeError):
        workbook([broken], [Line("a")], SOURCE)


def test_the_screen_and_the_files_share_their_columns() -> None:
    shown = [column.shown(Line("École")) for column in COLUMNS]

    assert shown == [
        "École", "1\u00a0h\u00a030", "-1\u202f234,50\u00a0€", "12,5\u00a0%", "14/03/2027",
        "15\u00a0juillet\u00a02027 à 0\u00a0h\u00a030", "Rouge vif", "00073014500018", "-3",
    ]  # fmt: skip
    assert COLUMNS[0].shown(Line(None)) == "—"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_is_downloaded_under_its_name(client: Client, ending: str) -> None:
    client.as_role(Role.PARTNER)

    answer = client.ask("GET", client.url("gallery.export", ending=ending))

    assert answer.status_code == 200
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="marches-d-essai-')
    assert disposition.endswith(f'.{ending}"')
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_unknown_ending_does_not_exist(client: Client) -> None:
    client.as_role(Role.PARTNER)

    assert client.get("gallery.export", ending="exe").status == 404
