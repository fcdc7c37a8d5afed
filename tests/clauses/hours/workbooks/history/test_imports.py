"""The hours of past years: every line checked, what misses proposed, all written or nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from clauses.contracts.models import Commitment
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import State
from clauses.hours.workbooks.history.models import HistoryImport
from clauses.hours.workbooks.history.queries import last_done, open_history, undo
from clauses.hours.workbooks.history.running import apply, read_file
from clauses.people.participants.models import Participant
from facilitator.access import Asker, Role
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.clauses.hours.workbooks.sheets import csv, xlsx
from tests.conftest import keep
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

HEADS = ("Marché", "SIRET", "Nom", "Prénom", "Date de naissance", "Mois", "Heures")
YEAR = [date(2026, month, 1) for month in range(1, 11)]


class Territory:
    """A running contract, ten months open, one known person."""

    def __init__(self) -> None:
        self.commitment: Commitment = make_running()
        contract = self.commitment.terms.lot.contract
        self.reference, self.siret = contract.reference, self.commitment.organisation.siret
        self.asker = Asker(0, 0, Role.FACILITATOR, contract.body_id, "", "")
        self.statements = [make_statement(self.commitment, month) for month in YEAR]
        person = make_participant(body_id=contract.body_id, family_name="Durand", given_name="Zoé")
        make_certificate(person)
        make_employment(self.commitment, person, starts_on=date(2026, 1, 1))
        keep()

    def row(self, family: str, given: str, month: int, hours: Any, birth: str = "") -> tuple[Any, ...]:
        """A row of the file."""
        return self.reference, self.siret, family, given, birth, f"{month:02d}/2026", hours

    def run(self, path: Path, creating: bool = False) -> HistoryImport:
        """Read and write."""
        read = read_file(path, self.asker, creating)
        row = open_history(self.asker, "", path.name, creating)
        apply(read, row, self.asker)
        return row

    def minutes(self) -> int:
        """All that is in the ledger."""
        return db.session.scalar(select(func.sum(StatementLine.minutes))) or 0


@pytest.fixture
def land(app: object) -> Territory:
    return Territory()


def written(folder: Path, *rows: Any, heads: Any = HEADS) -> Path:
    path = folder / "passe.xlsx"
    path.write_bytes(xlsx(("Heures", [heads, *rows])))
    return path


def test_past_lines_are_written_and_twice_changes_nothing(land: Territory, tmp_path: Path) -> None:
    path = written(tmp_path, *(land.row("DURAND", "Zoé", month, "7h30") for month in range(1, 11)))
    report = land.run(path).report
    assert (report["created"], report["errors"], land.minutes()) == (10, 0, 4500)
    assert {one.state for one in db.session.scalars(select(Statement))} == {State.DRAFT}
    again = land.run(path).report
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 10)
    assert [breach for each in INVARIANTS for breach in each.breaches()] == []


def test_every_bad_cell_is_named_with_its_row_and_the_good_rows_go(land: Territory, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        land.row("Durand", "Zoé", 1, "beaucoup"),
        land.row("Durand", "Zoé", 2, 7),
        land.row("Inconnu", "Paul", 2, 7),
        (*land.row("Durand", "Zoé", 3, 7)[:5], "jamais", 7),
    )
    report = land.run(path).report
    places = [(error["row"], error["column"]) for error in report["details"]]
    assert places == [(2, "Heures"), (4, "Nom"), (5, "Mois")]
    assert land.minutes() == 420


def test_people_who_miss_are_made_only_when_asked(land: Territory, tmp_path: Path) -> None:
    rows = [land.row("Martin", "Léa", month, 10, "01/02/1999") for month in (4, 3)]
    path = written(tmp_path, *rows)
    assert land.run(path).report["errors"] == 2
    report = land.run(path, creating=True).report
    assert (report["new_people"], report["new_employments"], report["created"]) == (1, 1, 2)
    person = db.session.scalars(select(Participant).where(Participant.family_name == "Martin")).one()
    line = db.session.scalars(select(StatementLine).where(StatementLine.participant_id == person.id)).first()
    assert (person.birth_date, person.search_key) == (date(1999, 2, 1), "martin lea")
    assert line is not None
    assert line.employment.starts_on == date(2026, 3, 1)
    assert land.run(path, creating=True).report["unchanged"] == 2


def test_the_last_import_is_taken_back_until_something_changes(land: Territory, tmp_path: Path) -> None:
    land.run(written(tmp_path, land.row("Durand", "Zoé", 1, 7)))
    second = land.run(written(tmp_path, land.row("Durand", "Zoé", 1, 8), land.row("Durand", "Zoé", 2, 9)))
    assert land.minutes() == 17 * 60
    undo(second, last_done(land.asker))
    keep()
    assert land.minutes() == 7 * 60
    assert land.statements[1].state is State.EXPECTED
    third = land.run(written(tmp_path, land.row("Durand", "Zoé", 3, 9)))
    for line in db.session.scalars(select(StatementLine)):
        line.minutes += 1
    keep()
    with pytest.raises(RuleBroken, match="ont changé"):
        undo(third, last_done(land.asker))


def test_what_changed_while_it_was_read_is_not_overwritten(land: Territory, tmp_path: Path) -> None:
    path = written(tmp_path, land.row("Durand", "Zoé", 1, 7))
    read = read_file(path, land.asker, False)
    land.run(written(tmp_path, land.row("Durand", "Zoé", 1, 5)))
    with pytest.raises(RuleBroken, match="ont changé"):
        apply(read, open_history(land.asker, "", "x", False), land.asker)
    db.session.rollback()
    assert land.minutes() == 300


def test_another_body_s_contract_is_unknown(land: Territory, tmp_path: Path) -> None:
    other = make_running()
    make_statement(other, YEAR[0])
    keep()
    reference = other.terms.lot.contract.reference
    path = written(tmp_path, (reference, "", "Durand", "Zoé", "", "01/2026", 7))
    report = land.run(path, creating=True).report
    assert [error["column"] for error in report["details"]] == ["Marché"]


def test_a_text_file_is_read_as_well(land: Territory, tmp_path: Path) -> None:
    path = tmp_path / "passe.csv"
    path.write_bytes(csv(HEADS, land.row("Durand", "Zoé", 1, "151,67")).decode().encode("cp1252"))
    assert land.run(path).report["created"] == 1
    assert land.minutes() == 9100
