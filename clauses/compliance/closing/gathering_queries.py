"""Gather the figures of a final report from the ledger, the people, the log. Names no participant."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Select, func, select

from clauses.compliance.closing.report_rules import Count, Event, Line, People, Report, Share, told
from clauses.compliance.closing.rules import Unfinished
from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.rules import OPEN_STATES as NOT_ENDED
from clauses.compliance.standing.contract_queries import concluded_on
from clauses.compliance.standing.rules import whole
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Modality, Party
from clauses.contracts.stages.queries import label_of
from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.rules import OPEN_STATES, LineState, State, Totals
from clauses.hours.publics.queries import counts_of, least_of
from clauses.hours.publics.rules import publish
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import EmployerKind, modality_of
from clauses.people.exits.list_queries import outcomes_of
from clauses.people.exits.rules import told as outcome_told
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.formats import NBSP, hours
from facilitator.words import RuleBroken

TOLD = (
    ExchangeKind.RECOVERY,
    ExchangeKind.CANDIDATES_OFFERED,
    ExchangeKind.CANDIDATES_ANSWERED,
    ExchangeKind.NOTICE,
    ExchangeKind.COMMENTS,
    ExchangeKind.PENALTY,
    ExchangeKind.PROMISED_EVENT,
)
"""What the timeline takes from the log: what acts told, never what somebody wrote by hand."""
STILL, ENDED = "Contrat en cours", "Contrat terminé"


def report_of(asker: Asker, contract: Contract, on: date, edition: int, learned: str) -> Report:
    """The final report of a contract as it would be made on a day, for the body that follows it.

    Raises `RuleBroken` when the lines of the ledger do not add up to its kept totals.
    """
    lines = tuple(lines_of(contract, on))
    employers = _by_employer(contract.id)
    if sum(one.validated for one in employers) != sum(one.validated for one in lines):
        raise RuleBroken(
            "Les totaux de ce marché ne sont pas ceux de ses lignes : prévenez l’administrateur."
        )
    concluded = concluded_on(asker, contract.id, on)
    conclusion = whole([one.conclusion for one in concluded]) if concluded else None
    return Report(
        reference=contract.reference,
        title=contract.title,
        buyer=contract.buyer.name,
        body=db.session.get_one(Organisation, contract.body_id).name,
        made_on=on,
        edition=edition,
        notified_on=contract.notified_on,
        ends_on=contract.ends_on,
        lines=lines,
        modalities=tuple(_by_modality(employers)),
        employers=tuple(
            Share(EmployerKind(one.label).label, one.validated, one.counted) for one in employers
        ),
        people=_people(asker, contract.id, on),
        events=tuple(sorted(_events(contract, on), key=lambda one: one.on)),
        state=conclusion.standing.label if conclusion else "",
        why=conclusion.reason.label if conclusion else "",
        learned=learned,
    )


def lines_of(contract: Contract, on: date) -> Iterator[Line]:
    """The hours of each company on each clause; owed by nobody yet: a line of its own."""
    kept = {
        one.commitment_id: one.totals
        for one in db.session.scalars(
            select(CommitmentTotal).where(CommitmentTotal.commitment_id.in_(_commitments(contract.id)))
        )
    }
    for terms in contract.terms:
        clause, shared = label_of(terms), 0
        for one in terms.commitments:
            owed = one.minutes_at(on)
            shared += owed if one.party is not Party.SUBCONTRACTOR else 0
            owed -= sum(carried.minutes_at(on) for carried in one.subcontracted)
            done = kept.get(one.id, Totals())
            figures = owed, done.declared, done.validated, done.counted
            yield Line(clause, one.organisation_id, one.organisation.name, _party(one), *figures)
        if terms.commitments and (left := terms.target_at(on) - shared):
            yield Line(clause, 0, "Non réparti", "", left, 0, 0, 0)


def _party(one: Commitment) -> str:
    if one.parent is not None:
        return f"sous-traitant de {one.parent.organisation.name}"
    return "cotraitant" if one.party is Party.JOINT_CONTRACTOR else ""


def _commitments(contract_id: int) -> Select[int]:
    return (
        select(Commitment.id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .where(Lot.contract_id == contract_id)
    )


def _validated(contract_id: int) -> Select[int]:
    """The validated lines of a contract: the employment of each."""
    return (
        select(StatementLine.employment_id)
        .join(Statement, Statement.id == StatementLine.statement_id)
        .where(
            Statement.commitment_id.in_(_commitments(contract_id)),
            StatementLine.state == LineState.VALIDATED,
        )
    )


def _by_employer(contract_id: int) -> list[Share]:
    """Validated and counted minutes by kind of employer (its word), in the order of the kinds."""
    rows = db.session.execute(
        _validated(contract_id)
        .join(Employment, Employment.id == StatementLine.employment_id)
        .with_only_columns(
            Employment.employer_kind,
            func.sum(StatementLine.minutes),
            func.sum(func.coalesce(StatementLine.counted, 0)),
        )
        .group_by(Employment.employer_kind)
    )
    found = [
        Share(EmployerKind(kind).value, int(validated), int(counted)) for kind, validated, counted in rows
    ]
    order = [kind.value for kind in EmployerKind]
    return sorted(found, key=lambda one: order.index(one.label))


def _by_modality(employers: list[Share]) -> Iterator[Share]:
    for modality in Modality:
        mine = [one for one in employers if modality_of(EmployerKind(one.label)) is modality]
        if mine:
            yield Share(modality.label, sum(one.validated for one in mine), sum(one.counted for one in mine))


def _people(asker: Asker, contract_id: int, on: date) -> People:
    least = least_of(contract_id)
    found = publish(counts_of(asker, contract_id), least)
    groups = tuple(Count(one.group.label, one.people) for one in found.counts)
    worked = Employment.id.in_(_validated(contract_id))
    jobs = db.session.execute(select(Employment.ends_on, Employment.end_reason).where(worked)).all()
    total, exits = told(_counts([_situation(*job, on) for job in jobs]), least)
    if total and not exits:
        total, exits = told(_counts([_situation(*job, on).partition(NBSP)[0] for job in jobs]), least)
    return People(found.total, least, groups, total, exits, _after(contract_id, on, least))


def _after(contract_id: int, on: date, least: int) -> tuple[str, ...]:
    """What became of the people of a contract at each term that has come, small numbers hidden."""
    worked = select(Employment.participant_id).where(Employment.id.in_(_validated(contract_id)))
    found = [one for one in outcomes_of(db.session.scalars(worked.distinct()).all(), on) if one.asked]
    return tuple(outcome_told(one, least) for one in found)


def _situation(ends_on: date | None, reason: str, on: date) -> str:
    if ends_on is None or ends_on > on:
        return STILL
    return f"{ENDED}{NBSP}: {reason.strip().lower()}" if reason.strip() else f"{ENDED}{NBSP}: motif non noté"


def _counts(labels: list[str]) -> list[Count]:
    return [Count(label, many) for label, many in sorted(Counter(labels).items())]


def _events(contract: Contract, on: date) -> Iterator[Event]:
    if contract.notified_on:
        yield Event(contract.notified_on, "marché notifié.")
    if contract.kick_off_on:
        yield Event(contract.kick_off_on, "réunion de démarrage.")
    for amendment in contract.amendments:
        moved = sum(one.minutes - one.minutes_before for one in amendment.targets)
        said = f" ({'+' if moved > 0 else '−'}{hours(abs(moved))})" if moved else ""
        yield Event(amendment.effective_on, f"avenant n°{NBSP}{amendment.number}{said}.")
    for order in contract.orders:
        yield Event(order.ordered_on, f"bon de commande {order.number} ({hours(order.minutes)}).")
    found = (
        select(Exchange)
        .where(Exchange.contract_id == contract.id, Exchange.kind.in_(TOLD), Exchange.buyer_sees)
        .where(Exchange.withdrawn_at.is_(None))
        .order_by(Exchange.happened_at, Exchange.id)
    )
    for one in db.session.scalars(found):
        happened = one.happened_at.astimezone(PARIS).date()
        if happened <= on:
            who = f"{one.organisation.name}, " if one.organisation else ""
            yield Event(happened, f"{who}{one.kind.label.lower()}{NBSP}: {one.summary}")


def unfinished_of(contract_id: int) -> Unfinished:
    """What is not finished on a contract."""
    statements = Statement.commitment_id.in_(_commitments(contract_id))
    by_state = select(Statement.state, func.count().label("many")).where(statements).group_by(Statement.state)
    states = {row.state: row.many for row in db.session.execute(by_state)}
    corrections = (
        select(func.count())
        .select_from(StatementLine)
        .join(Statement, Statement.id == StatementLine.statement_id)
        .where(statements, Statement.state == State.VALIDATED, StatementLine.state == LineState.ENTERED)
    )
    penalties = (
        select(func.count())
        .select_from(PenaltyFile)
        .where(PenaltyFile.commitment_id.in_(_commitments(contract_id)), PenaltyFile.state.in_(NOT_ENDED))
    )
    return Unfinished(
        sum(states.get(state, 0) for state in OPEN_STATES),
        states.get(State.SUBMITTED, 0),
        db.session.scalar(corrections) or 0,
        db.session.scalar(penalties) or 0,
    )
