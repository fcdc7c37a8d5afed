"""What the recovery awaits of companies, for those who chase: answers to offers, late actions."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from clauses.compliance.recovery.models import CandidateOffer, RecoveryAction
from clauses.compliance.recovery.rules import ActionState, Actor
from clauses.compliance.schedule.calendar_rules import add_working_days
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Stage
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from facilitator.db import db
from facilitator.feature import Awaited
from facilitator.formats import plural

OFFERED = (
    CandidateOffer.id,
    CandidateOffer.organisation_id,
    CandidateOffer.offered_on,
    CandidateOffer.people,
    CandidateOffer.trade,
    Lot.contract_id,
)


def awaited(body_id: int, on: date) -> Iterator[Awaited]:
    """Offers of candidates without an answer, actions of a company whose day is past."""
    yield from _offers(body_id, on)
    yield from _actions(body_id, on)


def _offers(body_id: int, on: date) -> Iterator[Awaited]:
    rows = db.session.execute(
        select(*OFFERED)
        .join(Commitment, Commitment.id == CandidateOffer.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(
            CandidateOffer.body_id == body_id,
            CandidateOffer.answered_on.is_(None),
            Contract.archived_on.is_(None),
            Contract.stage != Stage.CLOSED,
        )
    ).all()
    days = whole(settings_for(body_id, on), "candidates_answer_days") if rows else 0
    for row in rows:
        people = plural(row.people, "candidat proposé", "candidats proposés")
        yield Awaited(
            "offer",
            f"candidate_offer {row.id}",
            row.organisation_id,
            f"réponse sur {people} ({row.trade})",
            add_working_days(row.offered_on, days),
            row.offered_on,
            row.contract_id,
        )


def _actions(body_id: int, on: date) -> Iterator[Awaited]:
    rows = db.session.execute(
        select(
            RecoveryAction.id,
            RecoveryAction.organisation_id,
            RecoveryAction.contract_id,
            RecoveryAction.what,
            RecoveryAction.due_on,
        ).where(
            RecoveryAction.body_id == body_id,
            RecoveryAction.state == ActionState.PLANNED,
            RecoveryAction.actor == Actor.COMPANY,
            RecoveryAction.organisation_id.is_not(None),
            RecoveryAction.due_on < on,
        )
    )
    for row in rows:
        key, said = f"recovery_action {row.id}", f"action de rattrapage : {row.what}"[:200]
        yield Awaited("recovery", key, row.organisation_id, said, row.due_on, row.due_on, row.contract_id)
