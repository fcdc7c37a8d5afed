"""A contract at its end, with hours counted; they flush, never commit."""

from datetime import date
from typing import Any

from clauses.compliance.closing import queries
from clauses.compliance.closing.certificates.models import FulfilmentCertificate
from clauses.compliance.closing.certificates.queries import draw
from clauses.compliance.closing.certificates.queries import issue as issue_certificates
from clauses.compliance.closing.models import FinalReport
from clauses.contracts.models import Commitment, Contract
from clauses.contracts.rules import Stage
from clauses.hours.ledger.models import CommitmentTotal, StatementLine
from clauses.hours.ledger.rules import LineState, State
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now
from facilitator.db import db
from tests.factories import add, make_membership
from tests.factories_hours import MONTH, make_employment, make_running, make_statement

DONE = 600 * 60


def make_worked(commitment: Commitment, minutes: int = DONE, month: date = MONTH) -> StatementLine:
    """Somebody's validated hours of a month, with the kept totals that follow."""
    employment = make_employment(commitment)
    totals = {"declared_minutes": minutes, "validated_minutes": minutes, "counted_minutes": minutes}
    statement = make_statement(commitment, month, state=State.VALIDATED, validated_at=now(), **totals)
    line = add(
        StatementLine(
            statement=statement,
            employment=employment,
            participant=employment.participant,
            minutes=minutes,
            counted=minutes,
            state=LineState.VALIDATED,
            entered_at=now(),
            validated_at=now(),
        )
    )
    add(CommitmentTotal(commitment_id=commitment.id, **totals))
    return line


def make_ending(commitment: Commitment | None = None, **over: Any) -> Contract:
    """A contract at its final report, whose one company has done 600 of its 833 hours."""
    commitment = commitment or make_running(**over)
    contract = commitment.terms.lot.contract
    contract.stage = Stage.FINAL_REPORT
    make_worked(commitment)
    db.session.flush()
    return contract


def asker_of(contract: Contract, role: Role = Role.HEAD) -> Asker:
    """Somebody of the body that follows the contract."""
    body = db.session.get_one(Organisation, contract.body_id)
    member = make_membership(role, body)
    return Asker(member.user_id, member.id, role, body.id, "Essai", body.name)


def make_report(contract: Contract | None = None, learned: str = "") -> FinalReport:
    """A final report on which the companies may comment."""
    contract = contract or make_ending()
    asker = asker_of(contract)
    report = queries.issue(asker, contract, queries.make(asker, contract, learned))
    db.session.flush()
    return report


def make_edition(contract: Contract, edition: int, made_on: date) -> FinalReport:
    """An edition of a report, of which only the day matters."""
    values = {"data": {}, "data_fingerprint": "", "content": b"", "file_fingerprint": ""}
    days = {"made_on": made_on, "comments_until": made_on, "made_at": now()}
    author = asker_of(contract).user_id
    whose = {"body_id": contract.body_id, "contract": contract, "author_id": author}
    return add(FinalReport(edition=edition, **values, **days, **whose))


def make_attestation(contract: Contract | None = None) -> FulfilmentCertificate:
    """The certificate of the one company of a closed contract."""
    report = make_report(contract)
    report.contract.stage = Stage.CLOSED
    companies = queries.companies_of(report.contract)
    return issue_certificates(report.contract, draw(report.contract, companies))[0]
