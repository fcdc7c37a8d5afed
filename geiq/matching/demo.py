"""The staffing requests of the demonstration: La Gauthière’s tenant-relations officer, roofers to come."""

from datetime import timedelta

from sqlalchemy import select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.people.abilities.rules import FrenchLevel
from clauses.people.demonstration.deciding import morning
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import ContractType
from facilitator.access import Asker
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from geiq.matching.candidate_queries import candidates, ranked_for, wanted_of
from geiq.matching.models import StaffingRequest
from geiq.matching.queries import answer, ask_people, attach, propose
from geiq.matching.rules import ProposalState, Ranked, judge

OFFICERS, ROOFS = "2025-GAU-04", "2025-GAU-01"
BEFORE = timedelta(days=30)
"""The need was said a month before the hire."""


def build() -> str:
    """One officer was hired on the facilitators' word; three roofers are looked for."""
    with acting() as asker:
        _officer(asker)
        _roofers(asker)
    return "2 besoins, une embauche sur recommandation"


def _holder(reference: str) -> Commitment:
    found = (
        select(Commitment)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(Contract.reference == reference)
        .order_by(Commitment.id)
    )
    return db.session.scalars(found).first() or _absent(reference)


def _absent(reference: str) -> Commitment:
    raise LookupError(f"nobody owes hours in {reference}")


def _officer(asker: Asker) -> None:
    """Of the two officers of La Gauthière, one was proposed by the facilitators (investinclermont.eu)."""
    commitment = _holder(OFFICERS)
    hired = db.session.scalars(
        select(Employment)
        .join(Assignment, Assignment.employment_id == Employment.id)
        .where(Assignment.commitment_id == commitment.id)
        .order_by(Employment.starts_on, Employment.id)
    ).first()
    if hired is None:
        return
    asked_on = hired.starts_on - BEFORE
    with told_at(morning(asked_on)):
        request = _asked(asker, commitment, hired)
    with told_at(morning(asked_on + timedelta(days=6))):
        _propose(asker, request, hired.participant_id)
    with told_at(morning(asked_on + timedelta(days=15))):
        attach(request.proposals[0], hired)
        db.session.flush()


def _asked(asker: Asker, commitment: Commitment, hired: Employment) -> StaffingRequest:
    """What the company needed, before anybody was hired."""
    request = ask_people(
        asker.organisation_id,
        commitment.organisation,
        asker.user_id,
        commitment=commitment,
        trade="Médiation sociale et facilitation de la vie en société (K1204)",
        people=1,
        starts_on=hired.starts_on,
        place="La Gauthière, Clermont-Ferrand",
        postcode="63000",
        contract_type=hired.contract_type,
        french=FrenchLevel.B1,
        remark="Connaître le quartier est un atout.",
    )
    db.session.flush()
    return request


def _propose(asker: Asker, request: StaffingRequest, person_id: int) -> None:
    """Her name is given with what was known of her."""
    chosen: list[Ranked] = [
        judge(wanted_of(request), one)
        for one in candidates(asker, request.starts_on - timedelta(days=1), today())
        if one.person_id == person_id
    ]
    propose(request, chosen, True, asker.user_id)
    db.session.flush()


def _roofers(asker: Asker) -> None:
    """Three people are looked for; two are proposed, one of whom the company will meet."""
    commitment = _holder(ROOFS)
    with told_at(morning(today() - timedelta(days=9))):
        request = ask_people(
            asker.organisation_id,
            commitment.organisation,
            asker.user_id,
            commitment=commitment,
            trade="Travaux d’étanchéité et d’isolation (F1613)",
            people=3,
            starts_on=today() + timedelta(days=60),
            place="Rue du Pradou, Clermont-Ferrand",
            postcode="63000",
            contract_type=ContractType.PROFESSIONALISATION,
            weekly_minutes=2100,
        )
        db.session.flush()
    with told_at(morning(today() - timedelta(days=5))):
        propose(request, ranked_for(asker, request, today())[:2], True, asker.user_id)
        db.session.flush()
    with told_at(morning(today() - timedelta(days=2))):
        answer(request.proposals[0], ProposalState.MET)
        db.session.flush()


PARTS = (DemoPart("staffing", "Besoins de recrutement", build),)
