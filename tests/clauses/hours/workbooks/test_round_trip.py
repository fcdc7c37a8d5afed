"""import(export(x)) = x: what is exported, emptied and read again is back; read twice, it changes nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import put_line, touched
from clauses.hours.workbooks.exports import LINES
from clauses.hours.workbooks.line_queries import lines_of, rows_of
from clauses.hours.workbooks.queries import previewed, receive, template_rows
from clauses.hours.workbooks.rules import Counts
from clauses.hours.workbooks.template import template
from clauses.hours.workbooks.writing import write
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now
from facilitator.db import db
from facilitator.exchange.files import Source, csv_lines, workbook
from facilitator.exchange.sheets.reading import read_sheet
from tests.conftest import keep
from tests.factories import make_user
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

pytestmark = pytest.mark.each_engine
MONTHS = tuple(date(2026, month, 1) for month in (8, 9, 10))
NAMES = (("L’Hôte-Ménard", "Élise"), ("=1+1", 'Zoé ; "Z"'), ("NGUYỄN VĂN", "Anh"), ("L’Hôte-Ménard", "Elie"))
SHAPES = ("lignes.xlsx", "lignes.csv", "modele.xlsx")
PLACE = st.tuples(st.sampled_from((0, 1)), st.sampled_from(MONTHS), st.sampled_from((0, 1, 2, 3)))
"""A contract, a month, a person."""
ENTERED = st.dictionaries(
    st.builds(lambda place, kind: (*place, kind), PLACE, st.sampled_from(list(MinutesKind))),
    st.integers(1, 43_200),
    min_size=1,
    max_size=12,
)


class Land:
    """A company with two contracts, three months, four people whose names are hard to write."""

    def __init__(self) -> None:
        first = make_running()
        body = db.session.get_one(Organisation, first.terms.lot.contract.body_id)
        rows = [first, make_running(body, organisation=first.organisation)]
        self.statements = {
            (index, month): make_statement(row, month).id
            for index, row in enumerate(rows)
            for month in MONTHS
        }
        self.jobs = []
        for index in (0, 1):
            for number, (family, given_name) in enumerate(NAMES):
                if index == 0:
                    person = make_participant(
                        body, family_name=family, given_name=given_name, birth_date=date(1990, 5, 17 + number)
                    )
                    make_certificate(person)
                    self.jobs.append([make_employment(rows[0], person)])
                else:
                    self.jobs[number].append(make_employment(rows[1], self.jobs[number][0].participant))
        user = make_user()
        company = first.organisation
        self.asker = Asker(user.id, None, Role.DECLARANT, company.id, user.name, company.name)
        keep()

    def put(self, entered: dict[Any, int]) -> None:
        """Make the statements hold these minutes, and nothing else."""
        for place, key in self.statements.items():
            statement = db.session.get_one(Statement, key)
            for line in list(statement.lines):
                put_line(statement, line.employment, line.kind, 0)
            for (index, month, number, kind), minutes in entered.items():
                if (index, month) == place:
                    put_line(statement, self.jobs[number][index], kind, minutes)
            touched(statement)
        db.session.flush()

    def held(self) -> dict[Any, int]:
        """What the base holds."""
        places = {key: place for place, key in self.statements.items()}
        numbers = {job.id: number for number, jobs in enumerate(self.jobs) for job in jobs}
        found = db.session.scalars(select(StatementLine))
        return {
            (*places[line.statement_id], numbers[line.employment_id], line.kind): line.minutes
            for line in found
        }

    def exported(self, shape: str) -> bytes:
        """The statements as a file."""
        if shape == "modele.xlsx":
            return template("Heures", template_rows(self.asker, list(MONTHS)), MONTHS)
        rows = list(rows_of(lines_of(self.asker)))
        if shape == "lignes.csv":
            return b"".join(csv_lines(LINES, rows))
        return workbook(LINES, rows, Source("Lignes", "Camille Essai", now()))

    def imported(self, path: Path) -> Counts:
        """Read a file and write what it says, if it says anything."""
        row = receive(self.asker, read_sheet(path, path.name))
        preview = previewed(self.asker, row)
        assert [line.entry.errors for line in preview.lines if line.entry.errors] == []
        if preview.counts.changes:
            write(row, preview, preview.digest)
        db.session.flush()
        return preview.counts


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_exported_comes_back_whole_and_changes_nothing_twice(
    app: Flask, tmp_path: Path, shape: str
) -> None:
    land, path = Land(), tmp_path / shape

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(entered=ENTERED)
    def holds(entered: dict[Any, int]) -> None:
        db.session.rollback()
        land.put(entered)
        path.write_bytes(land.exported(shape))
        again = land.imported(path)
        assert (again.unchanged, again.changes) == (len(entered), 0)
        land.put({})
        assert land.imported(path).create == len(entered)
        assert land.held() == entered

    holds()
