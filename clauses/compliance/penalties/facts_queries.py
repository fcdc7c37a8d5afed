"""Freeze what a penalty is computed from: hours of the ledger, delays, dated bases, the schedule."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from clauses.compliance.closing.models import FinalReport
from clauses.compliance.penalties.facts_rules import Base, Cap, Delay, Hours, Reckoned, Snapshot
from clauses.compliance.penalties.faith_rules import Asked, Faith
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.recovery.models import CandidateOffer, CandidateRequest, RecoveryAction
from clauses.compliance.recovery.rules import ActionState, Actor
from clauses.contracts.models import ClauseTerms, Commitment
from clauses.contracts.rules import CapBasis, HourlyBase, PenaltyTrigger
from clauses.hours.checks.models import Derogation
from clauses.hours.ledger.models import CommitmentTotal, Sending, Statement
from clauses.hours.ledger.rules import OPEN_STATES, State, Totals
from clauses.parameters.catalogue.penalty_rules import CEILING, SMIC, BaseDay
from clauses.parameters.catalogue.rules import CATALOGUE, whole
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import Value
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.formats import day, month
from facilitator.words import Word

DATED = {HourlyBase.SMIC: SMIC, HourlyBase.CEILING: CEILING}


def snapshot_of(file: PenaltyFile, on: date) -> Snapshot:
    """All that the amount depends on, as it stands on a day."""
    terms = file.commitment.terms
    asked = set(file.asked)
    base_day, reckoned = base_day_of(file, on)
    return Snapshot(
        on=on,
        hours=hours_of(file.commitment, on),
        ends_on=terms.lot.contract.ends_on,
        delays={
            PenaltyTrigger.LATE_REPORT: tuple(late_reports(file.commitment, on)),
            PenaltyTrigger.LATE_FINAL_REPORT: _final_report(file, on),
        },
        absences=tuple(map(date.fromisoformat, file.absences)),
        notice_on=file.sent_on,
        deadline=file.until if file.sent_on else None,
        base_day=base_day,
        reckoned=reckoned,
        bases=bases_on(file.body_id, base_day),
        amounts=_amounts(terms),
        lines=tuple(term.line for term in terms.penalties if term.trigger in asked),
        cap=Cap(terms.penalty_cap, terms.penalty_cap_rate, terms.penalty_cap_basis),
        floor=terms.penalty_floor,
        source=terms.penalty_source,
        clause_source=terms.source,
    )


def base_day_of(file: PenaltyFile, on: date) -> tuple[date, Reckoned]:
    """The day whose dated base counts, by the body's setting (no text found settles it)."""
    setting = settings_for(file.body_id, on).of(CATALOGUE["penalty_base_day"]).value
    if setting is BaseDay.PROPOSED:
        return on, Reckoned.PROPOSED
    if setting is BaseDay.NOTICE and file.sent_on is not None:
        return file.sent_on, Reckoned.NOTICE
    return file.found_on, Reckoned.FOUND


def bases_on(body_id: int, on: date) -> dict[HourlyBase, Base]:
    """The dated hourly bases in force on a day for a body."""
    settings = settings_for(body_id, on)
    return {kind: _base(settings.of(parameter)) for kind, parameter in DATED.items()}


def _base(value: Value) -> Base:
    if isinstance(value.value, Word):
        raise TypeError(f"{value.parameter.key} is a choice, not a number")
    return Base(value.value, value.source, value.since or value.published_on)


def _amounts(terms: ClauseTerms) -> dict[CapBasis, Decimal]:
    known = {CapBasis.CONTRACT: terms.lot.contract.amount, CapBasis.LOT: terms.lot.amount}
    return {basis: amount for basis, amount in known.items() if amount is not None}


def hours_of(commitment: Commitment, on: date) -> Hours:
    """What a company owes on a day, and what was counted: its own hours and those carried for it."""
    ids = [commitment.id, *(one.id for one in commitment.subcontracted)]
    rows = db.session.scalars(select(CommitmentTotal).where(CommitmentTotal.commitment_id.in_(ids)))
    total = sum((row.totals for row in rows), Totals())
    return Hours(commitment.minutes_at(on), total.counted, total.declared - total.validated)


def late_reports(commitment: Commitment, on: date) -> list[Delay]:
    """The reports of a company that came after their day, or have not come: months due the same day are one
    report. A month that waited for a derogation is not held against it.
    """
    found: dict[date, list[Statement]] = defaultdict(list)
    due = select(Statement).where(Statement.commitment_id == commitment.id, Statement.due_on < on)
    for statement in db.session.scalars(due.order_by(Statement.due_on, Statement.month)):
        found[statement.due_on].append(statement)
    sent = _first_sent(commitment)
    excused = _derogated([one.id for rows in found.values() for one in rows])
    delays = [_delay(due_on, rows, sent, excused) for due_on, rows in found.items()]
    return [one for one in delays if one.done_on is None or one.done_on > one.due_on]


def _delay(
    due_on: date, statements: Sequence[Statement], sent: dict[int, date], excused: dict[int, date]
) -> Delay:
    days = [_sent_on(one, sent) for one in statements]
    came = [one for one in days if one is not None]
    label = month(statements[-1].month) if len(statements) == 1 else _span(statements)
    let = [excused[one.id] for one in statements if one.id in excused]
    why = f"dérogation accordée le {day(min(let))}" if let else ""
    return Delay(f"Relevé de {label}", due_on, max(came) if len(came) == len(days) else None, why)


def _span(statements: Sequence[Statement]) -> str:
    return f"{month(statements[0].month)} à {month(statements[-1].month)}"


def _sent_on(statement: Statement, sent: dict[int, date]) -> date | None:
    """The day it was sent. Returned for mending, it had come on its first day: what follows is not a delay
    of the report; taken back by the company, it has not come."""
    if statement.returned_at is not None and statement.id in sent:
        return sent[statement.id]
    if statement.state in OPEN_STATES and statement.state is not State.RETURNED:
        return None
    return statement.submitted_at.astimezone(PARIS).date() if statement.submitted_at else None


def _first_sent(commitment: Commitment) -> dict[int, date]:
    """By statement, the day of the first sending that held it."""
    body_id = commitment.terms.lot.contract.body_id
    mine = select(Sending).where(
        Sending.body_id == body_id, Sending.organisation_id == commitment.organisation_id
    )
    first: dict[int, date] = {}
    for sending in db.session.scalars(mine.order_by(Sending.id)):
        for held in sending.snapshot:
            first.setdefault(held["statement"], sending.sent_at.astimezone(PARIS).date())
    return first


def _derogated(ids: Sequence[int]) -> dict[int, date]:
    """The statements that a derogation let pass, and its day."""
    standing = select(Derogation).where(Derogation.statement_id.in_(ids), Derogation.withdrawn_at.is_(None))
    return {row.statement_id: row.made_at.astimezone(PARIS).date() for row in db.session.scalars(standing)}


def _final_report(file: PenaltyFile, on: date) -> tuple[Delay, ...]:
    """The delay of the final report, due on the day that was typed. It came on the day that was typed, or at
    the latest when the contract's own report was first made: the earlier counts.
    """
    if file.final_due_on is None:
        return ()
    made = report_made_on(file.contract.id, on)
    came = min((one for one in (file.final_on, made) if one is not None), default=None)
    if came is not None and came <= file.final_due_on:
        return ()
    here = came is not None and came != file.final_on
    label = "Bilan final, établi avec le facilitateur" if here else "Bilan final"
    return (Delay(label, file.final_due_on, came),)


def report_made_on(contract_id: int, on: date) -> date | None:
    """The day of the first edition of a contract's final report, if it was made by then."""
    first = select(func.min(FinalReport.made_on)).where(
        FinalReport.contract_id == contract_id, FinalReport.made_on <= on
    )
    return db.session.scalar(first)


def faith_of(file: PenaltyFile, on: date) -> Faith:
    """What speaks for the company of a file, and what does not, up to a day."""
    settings = settings_for(file.body_id, on)
    requests = db.session.scalars(
        select(CandidateRequest)
        .where(CandidateRequest.commitment_id == file.commitment.id, CandidateRequest.asked_on <= on)
        .order_by(CandidateRequest.asked_on)
    )
    offers = db.session.scalars(
        select(CandidateOffer)
        .where(CandidateOffer.commitment_id == file.commitment.id, CandidateOffer.offered_on <= on)
        .order_by(CandidateOffer.offered_on)
    )
    actions = _actions(file)
    return Faith(
        on,
        [Asked(one.asked_on, one.people, one.answered_on) for one in requests],
        [one.offer for one in offers],
        done=sum(1 for one in actions if one.state is ActionState.DONE),
        late=sum(1 for one in actions if one.is_late(on)),
        offer_days=whole(settings, "candidates_offer_days"),
        answer_days=whole(settings, "candidates_answer_days"),
    )


def _actions(file: PenaltyFile) -> Sequence[RecoveryAction]:
    return db.session.scalars(
        select(RecoveryAction).where(
            RecoveryAction.contract_id == file.contract.id,
            RecoveryAction.organisation_id == file.organisation.id,
            RecoveryAction.actor == Actor.COMPANY,
        )
    ).all()
