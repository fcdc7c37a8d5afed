"""The figures of the papers, read back from their PDF, are those of the ledger's own lines."""

from flask import Flask
from sqlalchemy import func, select

from clauses.contracts.models import Contract
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.people.employments.models import Employment
from facilitator.db import db, unaudited
from facilitator.formats import hours
from tests.factories_closing import make_attestation, make_ending, make_report, make_worked
from tests.factories_contracts import make_commitment, make_lot, make_terms
from tests.factories_hours import make_running
from tests.papers import read_paper, rows_of


def make_two_lots() -> Contract:
    """A contract at its final report: two lots, two companies, hours that are not round."""
    contract = make_ending(make_running())
    lot = make_lot(contract, number="2", rank=2)
    other = make_commitment(make_terms(lot, minutes=417 * 60 + 30), minutes=417 * 60 + 30)
    make_worked(other, 123 * 60 + 7)
    db.session.flush()
    db.session.refresh(contract)
    return contract


def of_ledger(contract: Contract) -> dict[str, tuple[int, int]]:
    """By company: validated and counted minutes, straight from the lines."""
    rows = db.session.execute(
        select(Employment.employer_id, func.sum(StatementLine.minutes), func.sum(StatementLine.counted))
        .join(Employment, Employment.id == StatementLine.employment_id)
        .join(Statement, Statement.id == StatementLine.statement_id)
        .where(Statement.body_id == contract.body_id)
        .group_by(Employment.employer_id)
    )
    names = {one.organisation_id: one.organisation.name for one in contract.commitments}
    return {names[company]: (int(done), int(counted)) for company, done, counted in rows}


def test_the_report_on_paper_says_the_hours_of_the_ledger(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        contract = make_two_lots()
        report = make_report(contract)
        ledger = of_ledger(contract)
        rows = rows_of(read_paper(report.content))

    lines = {row[1]: tuple(row[2:]) for row in rows if len(row) == 6 and row[1] in ledger}
    owed = {one.organisation.name: one.minutes_at(report.made_on) for one in contract.commitments}
    assert lines == {
        name: tuple(map(hours, (owed[name], done, done, counted))) for name, (done, counted) in ledger.items()
    }
    done, counted = map(sum, zip(*ledger.values(), strict=True))
    totals = [row for row in rows if row[0] == "Ensemble"]
    assert totals[0][2:] == [*map(hours, (sum(owed.values()), done, done, counted))]
    assert [row[1:] for row in totals[1:]] == [[hours(done), hours(counted)]] * 2


def test_the_certificate_on_paper_says_the_hours_of_its_company(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        certificate = make_attestation(make_two_lots())
        company = certificate.organisation.name
        done, counted = of_ledger(certificate.contract)[company]
        paper = read_paper(certificate.content)

    assert {row[1] for row in rows_of(paper)[1:-1]} == {company}
    assert rows_of(paper)[-1][3:] == [hours(done), hours(done), hours(counted)]
    assert certificate.number in paper.whole
