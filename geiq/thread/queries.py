"""What the thread and the flow are made of, read from the rooms below: nothing here is typed."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.operations.models import Operation
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState, last_of
from clauses.people.employments.models import Assignment, Employment
from clauses.people.exits.models import ExitReview
from clauses.people.exits.rules import ExitOrigin
from clauses.people.participants.models import Participant
from facilitator.db import db
from facilitator.formats import hours, plural
from geiq.cohorts.models import Attendance, Enrolment, TrainingHalfDay
from geiq.cohorts.rules import Presence
from geiq.matching.models import Proposal
from geiq.thread.flow_rules import WITHOUT, Passage
from geiq.thread.rules import Moment, Strand

Links = dict[str, str]
"""How an address is made: by kind of thing, a pattern with `{}` for its number."""


def passages_of(cohort_id: int) -> list[Passage]:
    """What became of each person of a cohort: her state, her hire, her hours since she entered, her exits."""
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.participant_id, Enrolment.state, Enrolment.employment_id).where(
            Enrolment.cohort_id == cohort_id
        )
    ).all()
    done, exits = _minutes(cohort_id), _exits(cohort_id)
    return [
        Passage(
            row.id,
            row.state,
            row.employment_id is not None,
            done.get(row.id, {}),
            exits.get(row.participant_id, {}),
        )
        for row in rows
    ]


def _minutes(cohort_id: int) -> dict[int, dict[int, int]]:
    """Counted minutes by enrolment and operation: of the employments begun since she entered the training (of
    the one that followed, whenever it began)."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    since = or_(Employment.id == Enrolment.employment_id, Employment.starts_on >= Enrolment.entered_on)
    rows = db.session.execute(
        _lines(
            select(Enrolment.id, Contract.operation_id, func.sum(StatementLine.counted))
            .select_from(Enrolment)
            .join(Employment, Employment.participant_id == Enrolment.participant_id)
            .join(StatementLine, StatementLine.employment_id == Employment.id)
        )
        .where(Enrolment.cohort_id == cohort_id, since)
        .group_by(Enrolment.id, Contract.operation_id)
    )
    for enrolment_id, operation_id, minutes in rows:
        found[enrolment_id][operation_id or WITHOUT] = int(minutes)
    return dict(found)


def _lines(found: Select) -> Select:
    return (
        found.join(Statement, Statement.id == StatementLine.statement_id)
        .join(Commitment, Commitment.id == Statement.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(StatementLine.state == LineState.VALIDATED, StatementLine.counted.is_not(None))
    )


def _exits(cohort_id: int) -> dict[int, dict]:
    found: dict[int, dict] = defaultdict(dict)
    rows = db.session.execute(
        select(ExitReview.participant_id, ExitReview.months, ExitReview.situation).where(
            ExitReview.origin == ExitOrigin.COHORT,
            ExitReview.origin_id == cohort_id,
            ExitReview.situation.is_not(None),
        )
    )
    for person, months, situation in rows:
        found[person][months] = situation
    return found


def operations_named(ids: Collection[int]) -> dict[int, str]:
    """The names of operations."""
    rows = db.session.execute(select(Operation.id, Operation.name).where(Operation.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def people_of(enrolment_ids: Collection[int]) -> list[Enrolment]:
    """These candidates by name, with the employment that followed."""
    return list(
        db.session.scalars(
            select(Enrolment)
            .join(Enrolment.participant)
            .where(Enrolment.id.in_(enrolment_ids))
            .options(
                joinedload(Enrolment.participant),
                joinedload(Enrolment.employment).joinedload(Employment.employer),
            )
            .order_by(Participant.search_key, Enrolment.id)
        )
    )


def moments_of(participant_id: int, links: Links) -> Iterator[Moment]:
    """All that happened to a person, from every room below; in no order."""
    yield from _candidacies(participant_id, links)
    yield from _proposals(participant_id, links)
    yield from _works(participant_id, links)
    yield from _months(participant_id, links)
    yield from _becoming(participant_id)


def _candidacies(person: int, links: Links) -> Iterator[Moment]:
    rows = db.session.scalars(
        select(Enrolment).where(Enrolment.participant_id == person).options(joinedload(Enrolment.cohort))
    ).all()
    present = _present([row.id for row in rows])
    for row in rows:
        url, name = links["cohort"].format(row.cohort_id), row.cohort.name
        yield Moment(row.proposed_on, Strand.CANDIDATE, f"Orientation vers « {name} »", url)
        for on, said in _turns(row):
            yield Moment(on, Strand.CANDIDATE, f"{said} : {name}", url)
        if row.entered_on:
            minutes = present.get(row.id)
            last = row.left_on or row.completed_on or row.cohort.ends_on
            yield Moment(row.entered_on, Strand.TRAINING, f"Formation « {name} »", url, minutes, last)


def _turns(row: Enrolment) -> Iterator[tuple[date, str]]:
    if row.met_on:
        yield row.met_on, "Rencontre"
    if row.decided_on and row.entered_on is None:
        yield row.decided_on, row.state.label
    if row.certified_on:
        yield row.certified_on, "Certification"
    if row.left_on:
        why = f" ({row.leaving_reason.label.lower()})" if row.leaving_reason else ""
        yield row.left_on, f"Départ de la formation{why}"


def _present(ids: Collection[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(Attendance.enrolment_id, func.sum(Attendance.minutes))
        .join(TrainingHalfDay, TrainingHalfDay.id == Attendance.half_day_id)
        .where(Attendance.enrolment_id.in_(ids), Attendance.presence == Presence.PRESENT)
        .group_by(Attendance.enrolment_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def _proposals(person: int, links: Links) -> Iterator[Moment]:
    rows = db.session.scalars(
        select(Proposal).where(Proposal.participant_id == person).options(joinedload(Proposal.request))
    )
    for row in rows:
        url = links["staffing"].format(row.request_id)
        company = row.request.organisation.name
        yield Moment(row.sent_on, Strand.PROPOSAL, f"Proposée à {company} : {row.request.trade}", url)
        if row.answered_on:
            yield Moment(row.answered_on, Strand.PROPOSAL, f"{company} : {row.state.label.lower()}", url)


def _works(person: int, links: Links) -> Iterator[Moment]:
    rows = db.session.scalars(
        select(Employment)
        .where(Employment.participant_id == person)
        .options(joinedload(Employment.employer), joinedload(Employment.assignments))
    ).unique()
    for row in rows:
        url = links["employment"].format(row.id)
        said = f"{row.contract_type.label}, {row.employer.name}" + (f" : {row.trade}" if row.trade else "")
        yield Moment(row.starts_on, Strand.EMPLOYMENT, said, url, None, row.ends_on)
        yield from _assigned(row.assignments, links)


def _assigned(assignments: Collection[Assignment], links: Links) -> Iterator[Moment]:
    for one in assignments:
        contract = one.commitment.terms.lot.contract
        where = f" ({contract.operation.name})" if contract.operation else ""
        said = f"Marché {contract.reference}{where}"
        url = links["contract"].format(contract.id)
        yield Moment(one.starts_on, Strand.ASSIGNMENT, said, url, None, one.ends_on)


def _months(person: int, links: Links) -> Iterator[Moment]:
    """Her counted hours, contract by contract and year by year: the months stand on her page."""
    year = func.extract("year", Statement.month)
    rows = db.session.execute(
        _lines(
            select(
                Contract.id,
                Contract.reference,
                year,
                func.max(Statement.month),
                func.sum(StatementLine.counted),
            ).select_from(StatementLine)
        )
        .where(StatementLine.participant_id == person)
        .group_by(Contract.id, Contract.reference, year)
    )
    for contract_id, reference, of_year, last, minutes in rows:
        said = f"{hours(int(minutes))} comptées en {int(of_year)} sur le marché {reference}"
        yield Moment(last_of(last), Strand.HOURS, said, links["contract"].format(contract_id), int(minutes))


def _becoming(person: int) -> Iterator[Moment]:
    rows = db.session.scalars(
        select(ExitReview).where(ExitReview.participant_id == person, ExitReview.situation.is_not(None))
    )
    for row in rows:
        assert row.situation is not None  # the select leaves out what nobody answered
        said = f"{plural(row.months, 'mois', 'mois')} après : {row.situation.label}"
        yield Moment(row.due_on, Strand.EXIT, said)
