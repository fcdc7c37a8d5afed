"""The lists of the matching."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from clauses.compliance.rules import ClauseState
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import Commitment
from clauses.people.employments.models import Employment
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.formats import search_key
from geiq.matching.models import Proposal, StaffingRequest
from geiq.matching.queries import staffing_of
from geiq.matching.rules import ProposalState, StaffingState

SORTS = {
    "metier": StaffingRequest.trade,
    "entreprise": Organisation.name,
    "personnes": StaffingRequest.people,
    "debut": StaffingRequest.starts_on,
    "demande": StaffingRequest.asked_on,
}


@dataclass(frozen=True)
class RequestRow:
    """A request as a list shows it."""

    row: StaffingRequest
    proposed: int = 0
    waiting: int = 0
    hired: int = 0
    at_risk: bool = False
    """The clause of its contract misses hours, or will."""


AT_RISK = (ClauseState.LATE, ClauseState.WATCH)
"""The clauses that miss hours, or will."""


def is_at_risk(row: StaffingRequest) -> bool:
    """Whether the clause that the hours would count for misses some, or will."""
    if row.commitment is None:
        return False
    kept = select(ClauseStanding.terms_id).where(
        ClauseStanding.terms_id == row.commitment.terms_id, ClauseStanding.standing.in_(AT_RISK)
    )
    return db.session.scalar(kept) is not None


def find_requests(asker: Asker, values: Mapping[str, str]) -> Select[StaffingRequest]:
    """The requests that answer the filters, inside what the asker may see."""
    found = staffing_of(asker).join(Organisation, Organisation.id == StaffingRequest.organisation_id)
    if values.get("etat"):
        found = found.where(StaffingRequest.state == StaffingState(values["etat"]))
    if values.get("entreprise"):
        found = found.where(StaffingRequest.organisation_id == int(values["entreprise"]))
    for word in search_key(values.get("q", "")).split():
        key, company = StaffingRequest.search_key, Organisation.search_key
        found = found.where(or_(key.contains(word, autoescape=True), company.contains(word, autoescape=True)))
    if values.get("reponse") == "attendue":
        waits = select(Proposal.request_id).where(Proposal.state == ProposalState.SENT)
        found = found.where(StaffingRequest.id.in_(waits))
    if values.get("reponse") == "a-proposer":
        found = found.where(
            StaffingRequest.state == StaffingState.OPEN,
            StaffingRequest.id.not_in(select(Proposal.request_id)),
        )
    return found


def count(found: Select[StaffingRequest]) -> int:
    """How many."""
    return db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0


def request_rows(
    found: Select[StaffingRequest], sort: str, offset: int = 0, size: int | None = None
) -> list[RequestRow]:
    """The lines of the list: in the order asked, contracts that miss hours first among equals."""
    risky = select(ClauseStanding.terms_id).where(ClauseStanding.standing.in_(AT_RISK))
    risk = case((Commitment.terms_id.in_(risky), 0), else_=1)
    key = SORTS.get(sort.lstrip("-"), StaffingRequest.starts_on)
    way = key.desc() if sort.startswith("-") else key.asc()
    ordered = (
        found.outerjoin(Commitment, Commitment.id == StaffingRequest.commitment_id)
        .options(joinedload(StaffingRequest.organisation))
        .add_columns(risk)
        .order_by(way, risk, StaffingRequest.id)
    )
    rows = db.session.execute(ordered.offset(offset).limit(size)).unique().all()
    counts = _counts([row[0].id for row in rows])
    return [RequestRow(row[0], *counts.get(row[0].id, (0, 0, 0)), row[1] == 0) for row in rows]


def _counts(ids: list[int]) -> dict[int, tuple[int, int, int]]:
    state = Proposal.state
    counted = (
        select(
            Proposal.request_id,
            func.count(),
            func.sum(case((state == ProposalState.SENT, 1), else_=0)),
            func.sum(case((state == ProposalState.HIRED, 1), else_=0)),
        )
        .where(Proposal.request_id.in_(ids))
        .group_by(Proposal.request_id)
    )
    return {row[0]: (row[1], int(row[2]), int(row[3])) for row in db.session.execute(counted)}


def employments_after(proposal: Proposal) -> list[tuple[int, str]]:
    """The person's employments that began since the request, for a form's choices."""
    rows = db.session.scalars(
        select(Employment)
        .where(
            Employment.participant_id == proposal.participant_id,
            Employment.starts_on >= proposal.request.asked_on,
        )
        .options(joinedload(Employment.employer))
        .order_by(Employment.starts_on)
    )
    return [
        (one.id, f"{one.employer.name}, {one.contract_type.label}, {one.starts_on:%d/%m/%Y}") for one in rows
    ]
