"""What the recovery awaits of companies, for those who chase: answers to offers, late actions."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import bindparam, select

from clauses.compliance.recovery.models import CandidateOffer, RecoveryAction
from clauses.compliance.recovery.rules import ActionState, Actor
from clauses.compliance.schedule.calendar_rules import add_working_days
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Stage
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from facilitator.feature import Awaited
from facilitator.formats import plural
from facilitator.prepared import Prepared

OFFERED = Prepared(
    select(CandidateOffer.id, CandidateOffer.organisation_id, CandidateOffer.offered_on)
    .add_columns(CandidateOffer.people, CandidateOffer.trade, Lot.contract_id)
    .join(Commitment, Commitment.id == CandidateOffer.commitment_id)
    .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
    .join(Lot, Lot.id == ClauseTerms.lot_id)
    .join(Contract, Contract.id == Lot.contract_id)
    .where(
        CandidateOffer.body_id == bindparam("body"),
        CandidateOffer.answered_on.is_(None),
        Contract.archived_on.is_(None),
        Contract.stage != Stage.CLOSED,
    )
)
PLANNED = Prepared(
    select(RecoveryAction.id, RecoveryAction.organisation_id, RecoveryAction.contract_id)
    .add_columns(RecoveryAction.what, RecoveryAction.due_on)
    .where(
        RecoveryAction.body_id == bindparam("body"),
        RecoveryAction.state == ActionState.PLANNED,
        RecoveryAction.actor == Actor.COMPANY,
        RecoveryAction.organisation_id.is_not(None),
        RecoveryAction.due_on < bindparam("on"),
    )
)
"""Every list of reminders asks both."""


def awaited(body_id: int, on: date) -> Iterator[Awaited]:
    """Offers of candidates without an answer, actions of a company whose day is past."""
    yield from _offers(body_id, on)
    yield from _actions(body_id, on)


def _offers(body_id: int, on: date) -> Iterator[Awaited]:
    rows = OFFERED.rows({"body": body_id})
    days = whole(settings_for(body_id, on), "candidates_answer_days") if rows else 0
    for key, company, offered_on, count, trade, contract_id in rows:
        people = plural(count, "candidat proposé", "candidats proposés")
        said = f"réponse sur {people} ({trade})"
        until = add_working_days(offered_on, days)
        yield Awaited("offer", f"candidate_offer {key}", company, said, until, offered_on, contract_id)


def _actions(body_id: int, on: date) -> Iterator[Awaited]:
    for key, company, contract_id, what, due_on in PLANNED.rows({"body": body_id, "on": on}):
        said = f"action de rattrapage : {what}"[:200]
        yield Awaited("recovery", f"recovery_action {key}", company, said, due_on, due_on, contract_id)
