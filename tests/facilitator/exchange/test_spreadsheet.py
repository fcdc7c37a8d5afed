"""The house's own workbook: what is written is what every reader reads, and nothing is ever a formula."""

import io
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from facilitator.exchange.columns import Column, Kind
from facilitator.exchange.files import Source, workbook
from facilitator.exchange.spreadsheet import letters
from tests.provide import calc

OPEN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = {name: f"{OPEN}:{name}:1.0" for name in ("office", "table", "text")}
SOURCE = Source("Essai", "Camille", datetime(2026, 11, 22, tzinfo=UTC))
COLUMNS = (
    Column("Texte", itemgetter(0)),
    Column("Nombre", itemgetter(1), Kind.NUMBER),
    Column("Heures", itemgetter(2), Kind.HOURS),
    Column("Euros", itemgetter(3), Kind.MONEY),
    Column("Jour", itemgetter(4), Kind.DATE),
)
PAYLOADS = (
    "=1+1",
    "+1",
    "-1",
    "@A1",
    '=HYPERLINK("http://x","y")',
    "\t=1",
    "=cmd|' /C calc'!A0",
    "{=1}",
)
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40
)
rows = st.tuples(
    texts,
    st.none() | st.integers(-(10**14), 10**14),
    st.none() | st.integers(-100_000, 100_000),
    st.none() | st.decimals(-(10**9), 10**9, places=2),
    st.none() | st.dates(date(1901, 1, 1), date(2100, 1, 1)),
)


def expected(row: tuple[Any, ...]) -> list[Any]:
    """What a reader must find."""
    text, number, minutes, euros, day = row
    hours = None if minutes is None else (Decimal(minutes) / 60).quantize(Decimal("0.01"))
    return [text or None, number, hours, euros, day]


def read(content: bytes) -> list[list[Any]]:
    """The cells as openpyxl reads them; floats as decimals, days without time."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Données"]
    plain = {float: lambda value: Decimal(repr(value)), datetime: lambda value: value.date()}
    return [
        [plain.get(type(one.value), lambda value: value)(one.value) for one in row]
        for row in sheet.iter_rows(min_row=2, max_col=len(COLUMNS))
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=5))
def test_what_is_written_is_what_is_read(given_rows: list[tuple[Any, ...]]) -> None:
    found = read(workbook(COLUMNS, given_rows, SOURCE))
    found += [[None] * len(COLUMNS)] * (len(given_rows) - len(found))
    assert found[: len(given_rows)] == [expected(row) for row in given_rows]


@pytest.mark.parametrize("text", [*PAYLOADS, "a\nb", " x ", "é&<>\"'", "\x00a\x1f", "x" * 40_000])
def test_text_stays_text(text: str) -> None:
    content = workbook(COLUMNS[:1], [(text,)], SOURCE)
    one = openpyxl.load_workbook(io.BytesIO(content))["Données"]["A2"]
    wanted = text.replace("\x00", "").replace("\x1f", "")[:32_767]
    assert (one.value, one.data_type) == (wanted, "s")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Données")
    assert sheet.to_python()[1][0] == wanted


def test_columns_are_named_as_sheets_name_them() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.calc
def test_libreoffice_opens_it_and_finds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "essai.xlsx"
    row = (1, 90, Decimal("2.50"), date(2026, 10, 5))
    path.write_bytes(workbook(COLUMNS, [(text, *row) for text in PAYLOADS], SOURCE))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(calc()), "--headless", profile, "--convert-to", "fods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)

    opened = etree.parse(tmp_path / "essai.fods")
    assert not opened.xpath("//@table:formula", namespaces=SPACES)
    rows = opened.xpath("//table:table[@table:name='Données']/table:table-row", namespaces=SPACES)
    found = [rows_read(one) for one in rows[1 : len(PAYLOADS) + 1]]
    assert found == [[text.replace("\t", "<tab>"), "1", "1.5", "2.5", "2026-10-05"] for text in PAYLOADS]


def rows_read(row: etree._Element) -> list[str]:
    """The cells of a row as LibreOffice keeps them: values, days, texts (a tab is an element there)."""
    found = []
    for one in row.xpath("table:table-cell[@office:value-type]", namespaces=SPACES):
        value = one.xpath("@office:value | @office:date-value", namespaces=SPACES)
        for tab in one.xpath(".//text:tab", namespaces=SPACES):
            tab.text = "<tab>"
        found.append(value[0] if value else "".join(one.itertext()).strip())
    return found
