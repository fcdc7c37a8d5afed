"""Where the things that the doctor speaks of are seen, and whose they are."""

from collections.abc import Mapping

from sqlalchemy import Select, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.people.eligibility.models import CertifiedCriterion, EligibilityCertificate
from clauses.people.employments.models import Assignment, Employment
from clauses.people.participants.models import Participant
from facilitator.db import db
from facilitator.feature import Finder, Place

STATEMENT = select(Statement.id, Statement.body_id)
CONTRACT = select(Contract.id, Contract.body_id)
PERSON = select(Participant.id, Participant.body_id)
CERTIFICATE = select(EligibilityCertificate.participant_id, EligibilityCertificate.body_id)
EMPLOYMENT = select(Employment.participant_id, Employment.body_id)


def seen_at(endpoint: str, argument: str, found: Select[int, int], number: object) -> Finder:
    """A finder: the page `endpoint`, of the thing that a row of this number leads to."""

    def place(identifier: int) -> Place | None:
        row = db.session.execute(found.where(number == identifier)).first()  # type: ignore[arg-type]
        return Place(endpoint, {argument: row[0]}, row[1]) if row else None

    return place


LINES = STATEMENT.join(StatementLine, StatementLine.statement_id == Statement.id)
OWED = CONTRACT.join(Lot, Lot.contract_id == Contract.id).join(ClauseTerms).join(Commitment)
CRITERIA = CERTIFICATE.join(CertifiedCriterion)
ASSIGNED = EMPLOYMENT.join(Assignment, Assignment.employment_id == Employment.id)
STATEMENT_PAGE = ("statements.show", "statement_id")
PERSON_PAGE = ("people.show", "participant_id")

PLACES: Mapping[str, Finder] = {
    "Relevé": seen_at(*STATEMENT_PAGE, STATEMENT, Statement.id),
    "Ligne": seen_at(*STATEMENT_PAGE, LINES, StatementLine.id),
    "Engagement": seen_at("contracts.show", "contract_id", OWED, Commitment.id),
    "Marché": seen_at("contracts.show", "contract_id", CONTRACT, Contract.id),
    "Personne": seen_at(*PERSON_PAGE, PERSON, Participant.id),
    "Fiche": seen_at(*PERSON_PAGE, PERSON, Participant.id),
    "Contrat de travail": seen_at(*PERSON_PAGE, EMPLOYMENT, Employment.id),
    "Affectation": seen_at(*PERSON_PAGE, ASSIGNED, Assignment.id),
    "Décision": seen_at("eligibility.show", "participant_id", CERTIFICATE, EligibilityCertificate.id),
    "Critère": seen_at("eligibility.show", "participant_id", CRITERIA, CertifiedCriterion.id),
}
