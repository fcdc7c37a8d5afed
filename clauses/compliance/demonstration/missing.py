"""Tells what was tried when hours were missing, and the penalty files, by the same acts as on the pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from clauses.compliance.demonstration.missing_plan import SHORTS, Planned, Short, Tried
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.queries import (
    Breach,
    close_file,
    comment,
    decide,
    draft_notice,
    notice_sent,
    open_file,
    proposal_of,
    propose,
    withdraw,
)
from clauses.compliance.penalties.rules import FileState, Ruling, Verdict, amount_of
from clauses.compliance.recovery.models import CandidateRequest
from clauses.compliance.recovery.queries import (
    answer_offer,
    ask_candidates,
    end_action,
    offer_candidates,
    plan_action,
)
from clauses.compliance.recovery.rules import ActionState, Reply
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Party
from clauses.people.demonstration.deciding import morning
from facilitator.access import Asker, Role
from facilitator.accounts.demonstration.queries import acting, being, by_link
from facilitator.accounts.models import Organisation
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural

DAYS = 15
"""That every notice leaves."""
PACE = {FileState.DRAFTED: 1, FileState.SENT: 3, FileState.COMMENTED: 11, FileState.PROPOSED: 20}
"""Days after the opening when a step is taken; the buyer decides and the file closes later."""
DECIDED_AFTER, CLOSED_AFTER = 30, 45
HALF = Decimal("0.5")


def build() -> str:
    """Everything in its own time."""
    for short in SHORTS:
        commitment = _commitment(short)
        request = _asked(short, commitment)
        for tried in short.tried:
            _tried(tried, commitment, request)
        for planned in short.planned:
            _planned(planned, commitment)
        if short.state is not None:
            _file(short, short.state, commitment)
    files = sum(1 for short in SHORTS if short.state is not None)
    return plural(files, "dossier de pénalité", "dossiers de pénalité")


def _commitment(short: Short) -> Commitment:
    found = (
        select(Commitment)
        .join(Commitment.terms)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
        .join(Organisation, Organisation.id == Commitment.organisation_id)
        .where(
            Contract.reference == short.reference,
            Organisation.name == short.company,
            Commitment.party != Party.SUBCONTRACTOR,
        )
        .order_by(Commitment.id)
        .limit(1)
    )
    return db.session.scalars(found).one()


def _on(day: int) -> AbstractContextManager[None]:
    return told_at(morning(_day(day)))


def _day(day: int) -> date:
    return today() + timedelta(days=day)


def _asked(short: Short, commitment: Commitment) -> CandidateRequest | None:
    if short.asked is None:
        return None
    day, people, trade = short.asked
    with _on(day), being(_company(commitment)):
        request = ask_candidates(commitment, people, trade)
        db.session.flush()
    return request


def _company(commitment: Commitment) -> Asker:
    contact = commitment.organisation.contacts[:1]
    return by_link(commitment.organisation, contact[0].name if contact else commitment.organisation.name)


def _tried(tried: Tried, commitment: Commitment, request: CandidateRequest | None) -> None:
    with _on(tried.day), acting() as asker:
        is_first = request is not None and not request.offers
        offer = offer_candidates(
            commitment,
            asker.user_id,
            people=tried.people,
            trade=tried.trade,
            offered_on=today(),
            request=request if is_first else None,
        )
        db.session.flush()
    if tried.answer is not None:
        with _on(tried.day + 4), being(_company(commitment)):
            answer_offer(offer, Reply(*tried.answer))


def _planned(planned: Planned, commitment: Commitment) -> None:
    due_on = _day(planned.due)
    with _on(planned.day), acting() as asker:
        action = plan_action(
            commitment.terms.lot.contract,
            asker.user_id,
            actor=planned.actor,
            what=planned.what,
            due_on=due_on,
            terms_id=commitment.terms_id,
            organisation=commitment.organisation,
        )
        db.session.flush()
    if planned.state is not ActionState.PLANNED:
        with _on(planned.due), acting():
            end_action(action, planned.state, planned.outcome)


def _file(short: Short, state: FileState, commitment: Commitment) -> None:
    breach = Breach(short.triggers, short.reason)
    with _on(short.opened), acting() as asker:
        file = open_file(commitment, asker.user_id, breach)
        db.session.flush()
    if state is FileState.OPENED:
        return
    if state is FileState.WITHDRAWN:
        with _on(short.opened + DECIDED_AFTER), acting():
            withdraw(file, short.motive)
        return
    for step, act in _steps(short, file, commitment):
        if step is not FileState.COMMENTED or short.comment:
            with _on(short.opened + PACE[step]):
                act()
        db.session.flush()
        if step is state:
            return
    if state in (FileState.DECIDED, FileState.CLOSED):
        _decided(short, state, file)


def _steps(
    short: Short, file: PenaltyFile, commitment: Commitment
) -> list[tuple[FileState, Callable[[], None]]]:
    """The steps before the buyer's decision, in their order."""

    def say() -> None:
        with being(_company(commitment)) as asker:
            comment(file, short.comment, asker.name)

    def body(act: Callable[[], None]) -> Callable[[], None]:
        def as_body() -> None:
            with acting():
                act()

        return as_body

    return [
        (FileState.DRAFTED, body(lambda: draft_notice(file, DAYS))),
        (FileState.SENT, body(lambda: notice_sent(file, today()))),
        (FileState.COMMENTED, say),
        (FileState.PROPOSED, body(lambda: propose(file, _verdict(short, proposal_of(file))))),
    ]


def _verdict(short: Short, computed: Decimal) -> Verdict:
    half = (computed * HALF).quantize(Decimal(1))
    ruling = short.ruling if computed else Ruling.REMITTED
    return Verdict(ruling, amount_of(ruling, half, computed), short.motive)


def _decided(short: Short, state: FileState, file: PenaltyFile) -> None:
    buyer = file.contract.buyer
    decider = Asker(None, None, Role.BUYER_VALIDATOR, buyer.id, buyer.name, buyer.name)
    with _on(short.opened + DECIDED_AFTER), being(decider):
        decide(file, _verdict(short, file.computed or Decimal(0)), None)
    if state is FileState.CLOSED:
        with _on(short.opened + CLOSED_AFTER), acting():
            close_file(file)


PARTS = (DemoPart("missing", "Rattrapage et pénalités", build),)
