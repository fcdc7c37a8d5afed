"""A file that somebody sends is read, or refused in one sentence; nothing dies of it."""

import os
import resource
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from facilitator.exchange.sheets.delimited import delimiter_of
from facilitator.exchange.sheets.reader import text
from facilitator.exchange.sheets.reading import read_sheet
from facilitator.exchange.sheets.rules import Limits, Refusal, Unreadable
from tests.facilitator.exchange.hostile import KINDS, good, mutated

REAL = Path(__file__).parents[4] / "shared" / "data" / "tableurs"
MUTATIONS = int(os.environ.get("FACILITATOR_HOSTILE", "40"))
MEMORY_GROWTH_KB = 30_000


def refusal_of(folder: Path, content: bytes, name: str = "heures.xlsx") -> Refusal | None:
    """Why a file is refused; None when it is read."""
    path = folder / "sent"
    path.write_bytes(content)
    try:
        read_sheet(path, name)
    except Unreadable as unreadable:
        return unreadable.refusal
    return None


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_is_a_whole_sentence(refusal: Refusal) -> None:
    said = Unreadable(refusal).message
    assert said.endswith(".")
    assert "{" not in said


@pytest.mark.parametrize("name", KINDS)
def test_a_hostile_file_gets_its_sentence(name: str, tmp_path: Path) -> None:
    make, wanted = KINDS[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    content = make()
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refusal = refusal_of(tmp_path, content, name)
    assert refusal is not None or not wanted
    assert not wanted or refusal is Refusal(wanted)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - max(made, before) < MEMORY_GROWTH_KB


def test_a_file_changed_at_random_is_read_or_refused(tmp_path: Path) -> None:
    for content in mutated(MUTATIONS, seed=7):
        refusal_of(tmp_path, content)


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"a;b\n" * 10_000)
    with pytest.raises(Unreadable) as caught:
        read_sheet(path, "long.csv", Limits(seconds=0))
    assert caught.value.refusal is Refusal.TIME


def test_an_honest_workbook_is_read_with_its_own_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "bon.xlsx"
    path.write_bytes(good())
    sheets = read_sheet(path, "bon.xlsx")
    assert [(row.number, row.cells) for row in sheets.sheets[0].rows] == [(1, ["Nom", "Heures"])]


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("Nom;Né le\nZoé;1\n".encode(), ["Nom", "Né le"]),
        ("\ufeffNom;Né le\nZoé;1\n".encode(), ["Nom", "Né le"]),
        ("Nom;Né le\nZoé;1\n".encode("cp1252"), ["Nom", "Né le"]),
        ("Nom\tNé le\nZoé\t1\n".encode("utf-16"), ["Nom", "Né le"]),
        ("Nom,Né le\nZoé,1\n".encode("utf-16-le"), ["Nom", "Né le"]),
        ('"Nom";"Né ""le"""\n"Zoé";1\n'.encode(), ["Nom", 'Né "le"']),
    ],
)
def test_text_is_read_whatever_wrote_it(content: bytes, cells: list[str], tmp_path: Path) -> None:
    path = tmp_path / "heures.csv"
    path.write_bytes(content)
    assert read_sheet(path, "heures.csv").sheets[0].rows[0].cells == cells


def test_cells_become_the_text_that_people_see() -> None:
    told = [text(value) for value in (5.0, 151.67, True, date(2026, 10, 5), time(7, 30))]
    assert told == ["5", "151,67", "oui", "2026-10-05", "07:30"]
    assert text(timedelta(hours=30, minutes=30)) == "30:30"
    assert text(datetime.combine(date(2026, 10, 5), time())) == "2026-10-05"
    assert text(1234567890123456789.0) == "1234567890123456800"


def test_the_delimiter_is_the_one_that_cuts_evenly() -> None:
    assert delimiter_of("Nom, prénom;Heures\nA, b;7\n") == ";"


def test_real_files_are_read() -> None:
    files = sorted(path for path in REAL.glob("*") if path.suffix in {".csv", ".xlsx"})
    if not files:
        pytest.skip("the real spreadsheets are not here")
    assert all(read_sheet(path, path.name).count for path in files)
