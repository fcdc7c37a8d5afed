"""Somebody new, somebody who left, the photo of a payslip."""

from datetime import date
from io import BytesIO

import pytest

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, touched
from clauses.people.documents.models import SupportingDocument
from clauses.people.eligibility.models import EligibilityRequest
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_organisation, make_siret
from tests.page import Page

pytestmark = pytest.mark.usefixtures("in_november")
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def add(company: Client, statement: Statement, **said: str) -> Page:
    """Announce somebody."""
    typed = {
        "given_name": "Nour",
        "family_name": "Arrivée",
        "birth_date": "1994-02-11",
        "employer": str(statement.organisation_id),
        "contract_type": ContractType.FIXED_TERM.value,
        "starts_on": "2026-10-12",
    }
    return company.post("staff.newcomer", typed | said, statement_id=statement.id)


def test_somebody_new_is_ticked_and_the_facilitator_is_asked(company: Client, statement: Statement) -> None:
    people = company.follow(add(company, statement))
    assert "Nour Arrivée" in people.text
    assert len(people.select("input[name=worked][checked]")) == 3
    request = db.session.query(EligibilityRequest).one()
    assert (request.organisation_id, request.asked_by) == (statement.organisation_id, "Camille Essai")
    add(company, statement)
    assert db.session.query(EligibilityRequest).count() == 1


def test_a_lent_person_is_the_lenders(company: Client, statement: Statement) -> None:
    geiq = make_organisation(OrganisationKind.GEIQ, name="GEIQ Essai")
    assert "n’est pas connue" in add(company, statement, employer="0", siret=make_siret()).errors
    add(company, statement, employer="0", siret=geiq.siret or "")
    employment = db.session.query(Employment).order_by(Employment.id.desc()).first()
    assert employment is not None
    assert (employment.employer_id, employment.employer_kind) == (geiq.id, EmployerKind.GEIQ)
    page = company.get("staff.newcomer", statement_id=statement.id)
    assert "GEIQ Essai" in page.one("select[name=employer]").get_text()


@pytest.mark.parametrize(
    "wrong", [{"birth_date": ""}, {"family_name": "2 94 02 63 113 001 27"}, {"starts_on": "2026-13-01"}]
)
def test_what_is_wrong_is_said_and_nobody_is_added(
    company: Client, statement: Statement, wrong: dict[str, str]
) -> None:
    assert add(company, statement, **wrong).errors
    assert db.session.query(EligibilityRequest).count() == 0


def worker(statement: Statement) -> Employment:
    """Somebody of the statement."""
    before = db.session.query(Statement).filter_by(month=date(2026, 9, 1)).one()
    return before.lines[0].employment


def test_somebody_who_left_is_greyed_the_month_after(company: Client, statement: Statement) -> None:
    gone = worker(statement)
    put_line(statement, gone, MinutesKind.WORK, 600)
    touched(statement)
    company.post("staff.left", {"ends_on": "2026-09-30"}, statement_id=statement.id, employment_id=gone.id)
    assert (gone.ends_on, statement.lines) == (date(2026, 9, 30), [])
    page = company.get("declaring.people", statement_id=statement.id)
    assert "Son contrat a pris fin le 30/09/2026." in page.text


def test_a_company_ends_what_a_lent_person_does_here_not_her_contract(
    company: Client, statement: Statement
) -> None:
    lent = worker(statement)
    lent.employer = make_organisation(OrganisationKind.GEIQ)
    lent.employer_kind = EmployerKind.GEIQ
    company.post("staff.left", {"ends_on": "2026-10-20"}, statement_id=statement.id, employment_id=lent.id)
    assert (lent.ends_on, lent.assignments[0].ends_on) == (None, date(2026, 10, 20))


def test_a_photo_goes_with_the_statement(company: Client, statement: Statement) -> None:
    put_line(statement, worker(statement), MinutesKind.WORK, 600)
    touched(statement)
    data = {"file": (BytesIO(PICTURE), "paie.png"), "kind": "payslip", "person": str(worker(statement).id)}
    page = company.follow(company.post("staff.proof", data, statement_id=statement.id))
    assert "1 justificatif reçu" in page.text.replace("\u00a0", " ")
    document = db.session.query(SupportingDocument).one()
    assert (document.subject_id, document.organisation_id) == (statement.id, statement.organisation_id)


def test_a_file_that_is_no_picture_is_refused(company: Client, statement: Statement) -> None:
    data = {"file": (BytesIO(b"MZ"), "paie.png"), "kind": "payslip", "person": "0"}
    assert company.post("staff.proof", data, statement_id=statement.id).errors
