"""Plan, ask, offer, answer; each is told in the log of the contract. The caller commits."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload

from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.compliance.recovery.models import CandidateOffer, CandidateRequest, RecoveryAction
from clauses.compliance.recovery.rules import (
    ActionState,
    Actor,
    Reply,
    answered_sentence,
    check_action,
    check_people,
    offered_sentence,
    planned_sentence,
)
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.queries import contracts_of
from clauses.contracts.stages.rules import check_editable
from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.access import BUYER_ROLES, COMPANY_ROLES, Asker, Role, asking
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.formats import plural
from facilitator.words import RuleBroken

WHOLE = (
    joinedload(CandidateOffer.organisation),
    joinedload(CandidateOffer.request),
    joinedload(CandidateOffer.commitment)
    .joinedload(Commitment.terms)
    .joinedload(ClauseTerms.lot)
    .joinedload(Lot.contract)
    .joinedload(Contract.buyer),
)
"""What a line of the list shows, in its own select."""
Told = RecoveryAction | CandidateRequest | CandidateOffer
Wanted = type[CandidateOffer] | type[CandidateRequest]


def actions_of(asker: Asker) -> Select[RecoveryAction]:
    """The actions an asker may see: its body's, its contracts' for a buyer, those about it for a company."""
    if asker.body_id is not None:
        return owned(RecoveryAction, asker)
    if asker.role not in BUYER_ROLES | COMPANY_ROLES:
        return select(RecoveryAction).where(false())
    seen = contracts_of(asker).with_only_columns(Contract.id)
    found = select(RecoveryAction).where(RecoveryAction.contract_id.in_(seen))
    if asker.role in BUYER_ROLES:
        return found
    mine = RecoveryAction.organisation_id == asker.organisation_id
    return found.where(mine | RecoveryAction.organisation_id.is_(None))


def offers_of(asker: Asker) -> Select[CandidateOffer]:
    """The offers of candidates an asker may see; a buyer reads their counts in the log and the file."""
    return _of(asker, CandidateOffer)


def requests_of(asker: Asker) -> Select[CandidateRequest]:
    """The requests for candidates an asker may see."""
    return _of(asker, CandidateRequest)


def _of(asker: Asker, model: Wanted) -> Select:
    if asker.body_id is not None:
        return owned(model, asker)
    mine = select(model).where(model.organisation_id == asker.organisation_id)
    if asker.role in COMPANY_ROLES:
        return mine
    if asker.role is Role.LINK and asker.scope is not None:
        return mine.where(model.body_id == asker.scope.body_id)
    return select(model).where(false())


def committed(asker: Asker, contract_id: int | None = None) -> Sequence[Commitment]:
    """The commitments for which an asker may ask for candidates, or offer some: contracts still followed."""
    found = select(Commitment).join(Commitment.terms).join(ClauseTerms.lot).join(Lot.contract)
    found = found.where(Contract.archived_on.is_(None))
    if contract_id is not None:
        found = found.where(Contract.id == contract_id)
    if asker.body_id is not None:
        found = found.where(Contract.body_id == asker.body_id)
    else:
        found = found.where(Commitment.organisation_id == asker.organisation_id)
        if asker.scope is not None:
            found = found.where(Contract.body_id == asker.scope.body_id)
    return db.session.scalars(found.order_by(Contract.reference, Commitment.id)).all()


def action_of(asker: Asker, action_id: int) -> RecoveryAction | None:
    """One action, if the asker may see it."""
    return db.session.scalar(actions_of(asker).where(RecoveryAction.id == action_id))


def offer_of(asker: Asker, offer_id: int) -> CandidateOffer | None:
    """One offer, if the asker may see it."""
    return db.session.scalar(offers_of(asker).where(CandidateOffer.id == offer_id).options(*WHOLE))


def plan_action(
    contract: Contract,
    author_id: int,
    *,
    actor: Actor,
    what: str,
    due_on: date,
    terms_id: int | None = None,
    organisation: Organisation | None = None,
) -> RecoveryAction:
    """Say who will do what, before which day. Leaves `recovery.planned`."""
    check_editable(contract.stage)
    what = check_nobody_named(contract.body_id, what, "what")
    check_action(what, due_on, today(), is_new=True)
    action = RecoveryAction(
        body_id=contract.body_id,
        contract=contract,
        terms_id=terms_id,
        organisation=organisation,
        actor=actor,
        what=what,
        due_on=due_on,
        author_id=author_id,
        made_at=now(),
    )
    db.session.add(action)
    record("recovery.planned", action, contract=contract.id, due_on=due_on.isoformat())
    said = planned_sentence(what, actor, due_on)
    _tell(action, contract, ExchangeKind.RECOVERY, said)
    return action


def end_action(action: RecoveryAction, state: ActionState, outcome: str) -> None:
    """Say that an action is done, or given up (then why); said twice alike, once. Leaves `recovery.ended`."""
    if state is ActionState.PLANNED:
        raise ValueError("an action does not go back to its beginning")
    if action.state is state:
        return
    check_editable(action.contract.stage)
    if action.state is not ActionState.PLANNED:
        raise RuleBroken("Cette action est déjà terminée.")
    outcome = check_nobody_named(action.body_id, outcome, "outcome")
    if state is ActionState.DROPPED and not outcome:
        raise RuleBroken("Dites pourquoi elle est abandonnée.", "outcome")
    action.state, action.ended_on, action.outcome = state, today(), outcome
    record("recovery.ended", action, state=state.value)
    said = f"Action {state.label.lower()} : {action.what}" + (f" — {outcome}" if outcome else "")
    _tell(action, action.contract, ExchangeKind.RECOVERY, said)


def ask_candidates(commitment: Commitment, people: int, trade: str, remark: str = "") -> CandidateRequest:
    """The company asks for candidates. Leaves `candidates.asked`."""
    contract = commitment.terms.lot.contract
    check_editable(contract.stage)
    check_people(people, trade)
    request = CandidateRequest(
        body_id=contract.body_id,
        commitment=commitment,
        organisation_id=commitment.organisation_id,
        asked_on=today(),
        people=people,
        trade=check_nobody_named(contract.body_id, trade, "trade"),
        remark=check_nobody_named(contract.body_id, remark, "remark"),
        author_id=_author(),
    )
    db.session.add(request)
    record("candidates.asked", request, commitment=commitment.id, people=people)
    said = f"L’entreprise demande {plural(people, 'candidat')} : {request.trade}."
    _tell(request, contract, ExchangeKind.NOTE, said)
    return request


def offer_candidates(
    commitment: Commitment,
    author_id: int,
    *,
    people: int,
    trade: str,
    offered_on: date,
    remark: str = "",
    request: CandidateRequest | None = None,
) -> CandidateOffer:
    """The facilitator offers candidates: a count, never a name. Leaves `candidates.offered`."""
    contract = commitment.terms.lot.contract
    _check_offer(commitment, people, trade, offered_on, request)
    offer = CandidateOffer(
        body_id=contract.body_id,
        commitment=commitment,
        organisation_id=commitment.organisation_id,
        request=request,
        offered_on=offered_on,
        people=people,
        trade=check_nobody_named(contract.body_id, trade, "trade"),
        remark=check_nobody_named(contract.body_id, remark, "remark"),
        author_id=author_id,
    )
    db.session.add(offer)
    record("candidates.offered", offer, commitment=commitment.id, people=people)
    _tell(offer, contract, ExchangeKind.CANDIDATES_OFFERED, offered_sentence(people, offer.trade))
    return offer


def _check_offer(
    commitment: Commitment, people: int, trade: str, offered_on: date, request: CandidateRequest | None
) -> None:
    check_editable(commitment.terms.lot.contract.stage)
    check_people(people, trade)
    if offered_on > today():
        raise RuleBroken("Cette date n’est pas encore passée.", "offered_on")
    if request is not None and (request.commitment_id != commitment.id or offered_on < request.asked_on):
        raise RuleBroken("Cette demande porte sur un autre engagement, ou vient après.", "request_id")


def answer_offer(offer: CandidateOffer, reply: Reply) -> None:
    """What the company makes of an offer, once. Leaves `candidates.answered`."""
    check_editable(offer.commitment.terms.lot.contract.stage)
    if offer.answered_on is not None:
        raise RuleBroken("Cette proposition a déjà sa réponse.")
    reply.check(offer.people)
    offer.accepted, offer.refused, offer.answered_on = reply.accepted, reply.refused, today()
    offer.reason = reply.reason if reply.refused else None
    offer.answer_remark = check_nobody_named(offer.body_id, reply.remark, "remark")
    offer.answered_by_id = _author()
    record("candidates.answered", offer, accepted=reply.accepted, refused=reply.refused)
    contract = offer.commitment.terms.lot.contract
    _tell(offer, contract, ExchangeKind.CANDIDATES_ANSWERED, answered_sentence(reply))


def _author() -> int | None:
    asker = asking.get()
    return asker.account_id if asker else None


def _tell(row: Told, contract: Contract, kind: ExchangeKind, said: str) -> None:
    source = f"{row.__tablename__} {row.id}"
    tell(contract, kind, said, organisation=row.organisation, source=source, buyer_sees=True)
