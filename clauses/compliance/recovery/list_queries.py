"""The lists of the recovery: actions, offers and requests, each with what a reader sees of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.compliance.recovery.models import CandidateOffer, CandidateRequest, RecoveryAction
from clauses.compliance.recovery.queries import WHOLE, actions_of, offers_of, requests_of
from clauses.compliance.recovery.rules import TONES, ActionState, Answered
from clauses.compliance.rules import ClauseState
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Stage
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.prepared import PREPARED, Prepared
from facilitator.words import Word

AT_RISK = (ClauseState.LATE, ClauseState.WATCH)


class Due(Word):
    """What a list of actions may be reduced to."""

    LATE = "late", "En retard"
    OPEN = "open", "À faire"
    ENDED = "ended", "Terminées"


@dataclass(frozen=True)
class ActionRow:
    """An action as a list shows it."""

    action: RecoveryAction
    shown: str
    tone: str


@dataclass(frozen=True)
class OfferRow:
    """An offer as a list shows it."""

    row: CandidateOffer
    state: Answered

    @property
    def contract(self) -> Contract:
        """The contract it is about."""
        return self.row.commitment.terms.lot.contract


def find_actions(asker: Asker, values: Mapping[str, str], on: date) -> Select[RecoveryAction]:
    """The actions that answer the filters, inside what the asker may see."""
    found = actions_of(asker).join(RecoveryAction.contract).where(Contract.archived_on.is_(None))
    if values.get("marche"):
        found = found.where(Contract.id == int(values["marche"]))
    open_ones = RecoveryAction.state == ActionState.PLANNED
    states = {
        Due.LATE: open_ones & (RecoveryAction.due_on < on),
        Due.OPEN: open_ones,
        Due.ENDED: RecoveryAction.state != ActionState.PLANNED,
    }
    return found.where(states[Due(values["etat"])]) if values.get("etat") else found


@dataclass(frozen=True)
class Standing:
    """What there may be on a contract: most have nothing."""

    actions: bool
    offers: bool
    at_risk: bool
    """Some clause is late or to be watched."""


def standing_on(asker: Asker, contract_id: int) -> Standing:
    """What of the recovery an asker may find on a contract, in one select."""
    found = _stands_on(asker).first({"contract": contract_id})
    return Standing(*map(bool, found or (False, False, False)))


@lru_cache(maxsize=PREPARED)
def _stands_on(asker: Asker) -> Prepared:
    contract: BindParameter[int] = bindparam("contract")
    actions = actions_of(asker).where(RecoveryAction.contract_id == contract)
    offers = offers_of(asker).join(CandidateOffer.commitment).join(Commitment.terms).join(ClauseTerms.lot)
    offers = offers.where(Lot.contract_id == contract)
    at_risk = select(ClauseStanding.terms_id).where(
        ClauseStanding.contract_id == contract, ClauseStanding.standing.in_(AT_RISK)
    )
    return Prepared(select(actions.exists(), offers.exists(), at_risk.exists()))


def action_rows(
    found: Select[RecoveryAction], on: date, sort: str = "echeance", offset: int = 0, size: int | None = None
) -> list[ActionRow]:
    """The lines of a list of actions, the earliest day first."""
    key = Contract.reference if sort.endswith("marche") else RecoveryAction.due_on
    way = key.desc() if sort.startswith("-") else key.asc()
    loaded = found.options(joinedload(RecoveryAction.organisation), joinedload(RecoveryAction.contract))
    rows = db.session.scalars(loaded.order_by(way, RecoveryAction.id).offset(offset).limit(size))
    return [action_row(row, on) for row in rows]


def action_row(action: RecoveryAction, on: date) -> ActionRow:
    """One action as a list shows it."""
    if action.is_late(on):
        return ActionRow(action, "En retard", "bad")
    return ActionRow(action, action.state.label, TONES[action.state])


def find_unattended(asker: Asker, contract_id: int | None = None) -> Select[ClauseTerms]:
    """The clauses that are late, or to be watched, for which no action is planned (the body's own)."""
    planned = select(RecoveryAction.id).where(
        RecoveryAction.contract_id == ClauseStanding.contract_id,
        RecoveryAction.state == ActionState.PLANNED,
        or_(RecoveryAction.terms_id.is_(None), RecoveryAction.terms_id == ClauseStanding.terms_id),
    )
    found = (
        select(ClauseTerms)
        .join(ClauseStanding, ClauseStanding.terms_id == ClauseTerms.id)
        .join(Contract, Contract.id == ClauseStanding.contract_id)
        .where(
            ClauseStanding.body_id == asker.body_id,
            ClauseStanding.standing.in_(AT_RISK),
            Contract.archived_on.is_(None),
            Contract.stage != Stage.CLOSED,
            ~planned.exists(),
        )
    )
    return found if contract_id is None else found.where(Contract.id == contract_id)


def unattended(asker: Asker, contract_id: int | None = None) -> Sequence[ClauseTerms]:
    """Those clauses, each with its lot, its contract and its buyer."""
    whole = joinedload(ClauseTerms.lot).joinedload(Lot.contract).joinedload(Contract.buyer)
    found = find_unattended(asker, contract_id).options(whole)
    return db.session.scalars(found.order_by(ClauseTerms.id)).all()


def find_offers(asker: Asker, values: Mapping[str, str]) -> Select[CandidateOffer]:
    """The offers that answer the filters, inside what the asker may see."""
    found = offers_of(asker).join(CandidateOffer.organisation)
    found = (
        found.join(CandidateOffer.commitment).join(Commitment.terms).join(ClauseTerms.lot).join(Lot.contract)
    )
    if values.get("marche"):
        found = found.where(Contract.id == int(values["marche"]))
    if values.get("reponse") == "attendue":
        found = found.where(CandidateOffer.answered_on.is_(None))
    elif values.get("reponse") == "donnee":
        found = found.where(CandidateOffer.answered_on.is_not(None))
    return found


def offer_rows(
    found: Select[CandidateOffer], on: date, sort: str = "-jour", offset: int = 0, size: int | None = None
) -> list[OfferRow]:
    """The lines of a list of offers, the latest first."""
    key = Organisation.name if sort.endswith("entreprise") else CandidateOffer.offered_on
    way = key.desc() if sort.startswith("-") else key.asc()
    found = found.options(*WHOLE).order_by(way, CandidateOffer.id.desc()).offset(offset).limit(size)
    return states_of(db.session.scalars(found).all(), on)


def states_of(offers: Sequence[CandidateOffer], on: date) -> list[OfferRow]:
    """Each offer with what became of it; the days left to answer are those of its body."""
    days = {
        body_id: whole(settings_for(body_id, on), "candidates_answer_days")
        for body_id in {offer.body_id for offer in offers}
    }
    return [OfferRow(offer, offer.offer.state(on, days[offer.body_id])) for offer in offers]


def open_requests(asker: Asker, contract_id: int | None = None) -> Sequence[CandidateRequest]:
    """The requests nobody has answered, the oldest first."""
    answered = select(CandidateOffer.request_id).where(CandidateOffer.request_id.is_not(None))
    found = (
        requests_of(asker)
        .where(CandidateRequest.id.not_in(answered))
        .options(
            joinedload(CandidateRequest.organisation),
            joinedload(CandidateRequest.commitment)
            .joinedload(Commitment.terms)
            .joinedload(ClauseTerms.lot)
            .joinedload(Lot.contract),
            selectinload(CandidateRequest.offers),
        )
    )
    if contract_id is not None:
        found = (
            found.join(CandidateRequest.commitment)
            .join(Commitment.terms)
            .join(ClauseTerms.lot)
            .where(Lot.contract_id == contract_id)
        )
    return db.session.scalars(found.order_by(CandidateRequest.asked_on, CandidateRequest.id)).all()


def count(found: Select[RecoveryAction] | Select[CandidateOffer] | Select[ClauseTerms]) -> int:
    """How many rows a list holds."""
    return db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
