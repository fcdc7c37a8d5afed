"""Ask for people, propose some, answer, take back; the contract's log hears of it. The caller commits."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.compliance.recovery.models import CandidateOffer
from clauses.compliance.recovery.queries import answer_offer, ask_candidates, offer_candidates
from clauses.compliance.recovery.rules import RefusalReason, Reply
from clauses.contracts.models import Commitment
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.abilities.rules import FrenchLevel, Licence
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import ContractType
from facilitator.access import COMPANY_ROLES, Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.identity import refuse_nir
from facilitator.words import RuleBroken
from geiq.matching.models import Proposal, StaffingRequest
from geiq.matching.rules import (
    TAKEN,
    ProposalState,
    Ranked,
    StaffingState,
    check_answer,
    check_request,
    check_sending,
)

WHOLE = (
    joinedload(StaffingRequest.organisation),
    selectinload(StaffingRequest.proposals).joinedload(Proposal.participant),
)


def staffing_of(asker: Asker) -> Select[StaffingRequest]:
    """The requests an asker may see: its body's, a company's own; a link reaches one body's alone."""
    if asker.body_id is not None:
        return owned(StaffingRequest, asker)
    mine = select(StaffingRequest).where(StaffingRequest.organisation_id == asker.organisation_id)
    if asker.role in COMPANY_ROLES:
        return mine
    if asker.role is Role.LINK and asker.scope is not None:
        return mine.where(StaffingRequest.body_id == asker.scope.body_id)
    return mine.where(false())


def request_of(asker: Asker, request_id: int) -> StaffingRequest | None:
    """One request with its proposals, if the asker may see it."""
    return db.session.scalar(staffing_of(asker).where(StaffingRequest.id == request_id).options(*WHOLE))


def proposal_of(asker: Asker, proposal_id: int) -> Proposal | None:
    """One proposal, if the asker may see its request."""
    seen = staffing_of(asker).with_only_columns(StaffingRequest.id)
    return db.session.scalar(
        select(Proposal).where(Proposal.id == proposal_id, Proposal.request_id.in_(seen))
    )


def ask_people(
    body_id: int,
    organisation: Organisation,
    author_id: int | None,
    *,
    trade: str,
    people: int,
    starts_on: date,
    commitment: Commitment | None = None,
    ends_on: date | None = None,
    place: str = "",
    postcode: str = "",
    contract_type: ContractType | None = None,
    weekly_minutes: int | None = None,
    french: FrenchLevel | None = None,
    licence: Licence | None = None,
    remark: str = "",
) -> StaffingRequest:
    """A company asks for people; with a commitment, its contract's log and penalty file know of it.

    Leaves `staffing.asked`. Raises `RuleBroken`.
    """
    check_request(people, starts_on, ends_on, today())
    for text, field in ((trade, "trade"), (place, "place"), (remark, "remark")):
        refuse_nir(text, field)
    if commitment is not None and commitment.organisation_id != organisation.id:
        raise RuleBroken("Ce marché est celui d’une autre entreprise.", "commitment_id")
    request = StaffingRequest(
        body_id=body_id,
        organisation=organisation,
        commitment=commitment,
        trade=trade,
        people=people,
        starts_on=starts_on,
        ends_on=ends_on,
        place=place,
        postcode=postcode,
        contract_type=contract_type,
        weekly_minutes=weekly_minutes,
        french=french,
        licence=licence,
        remark=remark,
        asked_on=today(),
        author_id=author_id,
    )
    if commitment is not None:
        request.candidate_request = ask_candidates(commitment, people, trade)
    db.session.add(request)
    record("staffing.asked", request, people=people, organisation=organisation.id)
    return request


def close_request(request: StaffingRequest, reason: str) -> None:
    """Close what will not be filled, and say why; what still waits for an answer is taken back.

    Leaves `staffing.closed`; twice changes nothing. Raises `RuleBroken`.
    """
    if request.state is not StaffingState.OPEN:
        return
    refuse_nir(reason, "reason")
    if not reason.strip():
        raise RuleBroken("Dites pourquoi ce besoin est clos.", "reason")
    for proposal in request.proposals:
        if proposal.state is ProposalState.SENT:
            withdraw(proposal)
    request.state, request.closed_on = StaffingState.CLOSED, today()
    request.closing_reason = reason.strip()
    record("staffing.closed", request)


def propose(
    request: StaffingRequest, chosen: Sequence[Ranked], agreed: bool, author_id: int
) -> list[Proposal]:
    """Propose people with the reasons that the company may read; who was proposed already is left out.

    One offer of candidates tells the contract's log and file of them all. Leaves `staffing.proposed`. Raises
    `RuleBroken`.
    """
    check_sending(request.state, len(chosen), agreed)
    known = {one.participant_id for one in request.proposals}
    fresh = [one for one in chosen if one.candidate.person_id not in known]
    if not fresh:
        raise RuleBroken("Ces personnes ont déjà été proposées pour ce besoin.", "chosen")
    days = whole(settings_for(request.body_id, today()), "staffing_answer_days")
    offer = _offer(request, len(fresh), author_id)
    made = [
        Proposal(
            body_id=request.body_id,
            request=request,
            participant_id=one.candidate.person_id,
            offer=offer,
            reasons=list(one.told),
            sent_on=today(),
            answer_by=today() + timedelta(days=days),
        )
        for one in fresh
    ]
    db.session.add_all(made)
    record("staffing.proposed", request, people=len(made))
    return made


def _offer(request: StaffingRequest, people: int, author_id: int) -> CandidateOffer | None:
    if request.commitment is None:
        return None
    return offer_candidates(
        request.commitment,
        author_id,
        people=people,
        trade=request.trade,
        offered_on=today(),
        request=request.candidate_request,
    )


def answer(
    proposal: Proposal, state: ProposalState, refusal: RefusalReason | None = None, remark: str = ""
) -> None:
    """What the company makes of a person; said again alike, it changes nothing.

    The last answer of a sending answers its offer, with counts alone. Leaves `staffing.answered`; a request
    whose last person is hired is filled. Raises `RuleBroken`.
    """
    refuse_nir(remark, "remark")
    check_answer(proposal.state, state, refusal, remark)
    told = (state, refusal if state is ProposalState.REFUSED else None, remark.strip())
    if (proposal.state, proposal.refusal, proposal.remark) == told:
        return
    proposal.state, proposal.refusal, proposal.remark = told
    proposal.answered_on = today()
    record("staffing.answered", proposal, state=state.value)
    _answer_offer(proposal)
    _fill(proposal.request)


def withdraw(proposal: Proposal) -> None:
    """Take a person back who is no longer free; leaves `staffing.withdrawn`. Raises `RuleBroken`."""
    if proposal.state is ProposalState.WITHDRAWN:
        return
    if proposal.state is ProposalState.HIRED:
        raise RuleBroken("Cette personne est déjà embauchée.")
    proposal.state, proposal.answered_on = ProposalState.WITHDRAWN, today()
    record("staffing.withdrawn", proposal)
    _answer_offer(proposal)


def attach(proposal: Proposal, employment: Employment) -> None:
    """The employment that followed: its hours are then found by its assignments. Leaves `staffing.hired`."""
    if employment.participant_id != proposal.participant_id:
        raise RuleBroken("Ce contrat de travail est celui d’une autre personne.", "employment_id")
    if proposal.state is not ProposalState.HIRED:
        answer(proposal, ProposalState.HIRED)
    proposal.employment_id = employment.id
    record("staffing.hired", proposal, employment=employment.id)


def _answer_offer(proposal: Proposal) -> None:
    offer = proposal.offer
    if offer is None or offer.answered_on is not None:
        return
    together = [one for one in proposal.request.proposals if one.offer_id == offer.id]
    if any(one.state is ProposalState.SENT for one in together):
        return
    kept = sum(one.state in TAKEN for one in together)
    reasons = Counter(one.refusal or RefusalReason.GAVE_UP for one in together if one.state not in TAKEN)
    why = reasons.most_common(1)[0][0] if reasons else None
    remark = "Voir les réponses, personne par personne." if why is RefusalReason.OTHER else ""
    answer_offer(offer, Reply(kept, len(together) - kept, why, remark))


def _fill(request: StaffingRequest) -> None:
    hired = sum(one.state is ProposalState.HIRED for one in request.proposals)
    if request.state is StaffingState.OPEN and hired >= request.people:
        request.state, request.closed_on = StaffingState.FILLED, today()
        record("staffing.filled", request)
