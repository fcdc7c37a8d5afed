"""The demonstration tells InspiRe and La Gauthière end to end, and its numbers add up."""

from fractions import Fraction
from math import ceil

from flask import Flask
from sqlalchemy import func, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.operations.models import Operation
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import ContractType
from facilitator.clock import today
from facilitator.db import db
from geiq.cohorts.models import Cohort, Enrolment
from geiq.matching.models import StaffingRequest
from geiq.matching.rules import ProposalState, StaffingState
from geiq.planning.needs.queries import outlook_of, remaining_of
from geiq.planning.plans.problem_queries import body_asker
from geiq.thread.flow_rules import picture, shares_meet
from geiq.thread.queries import operations_named, passages_of
from worksites.sites.demo import GAUTHIERE, INSPIRE
from worksites.sites.models import WorksiteShare


def inspire() -> Cohort:
    return db.session.scalars(select(Cohort).where(Cohort.name.contains("InspiRe"))).one()


def test_thirty_entered_and_a_majority_was_hired_for_good(demo_app: Flask) -> None:
    enrolments = db.session.scalars(select(Enrolment).where(Enrolment.cohort_id == inspire().id)).all()
    kinds = [
        db.session.get_one(Employment, one.employment_id).contract_type
        for one in enrolments
        if one.employment_id
    ]

    assert sum(one.entered_on is not None for one in enrolments) == 30
    assert len(kinds) == 22
    assert kinds.count(ContractType.PERMANENT) > 22 / 2


def test_the_hours_of_the_flow_are_those_of_the_ledger(demo_app: Flask) -> None:
    cohort = inspire()
    passages = passages_of(cohort.id)
    people = select(Enrolment.participant_id).where(
        Enrolment.cohort_id == cohort.id, Enrolment.entered_on.is_not(None)
    )
    ledger = db.session.scalar(
        select(func.sum(StatementLine.counted))
        .join(Statement, Statement.id == StatementLine.statement_id)
        .join(Commitment, Commitment.id == Statement.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .join(Operation, Operation.id == Contract.operation_id)
        .where(
            Operation.name == INSPIRE,
            StatementLine.state == LineState.VALIDATED,
            StatementLine.participant_id.in_(people),
        )
    )
    named = operations_named({key for one in passages for key in one.minutes})

    assert sum(one.total for one in passages) == ledger
    assert list(named.values()) == [INSPIRE]
    assert shares_meet(picture(passages, named))


def test_one_officer_of_la_gauthiere_came_on_the_facilitators_word(demo_app: Flask) -> None:
    filled = db.session.scalars(
        select(StaffingRequest).where(StaffingRequest.state == StaffingState.FILLED)
    ).one()

    assert filled.commitment is not None
    assert filled.commitment.terms.lot.contract.operation.name == GAUTHIERE  # type: ignore[union-attr]
    assert [one.state for one in filled.proposals] == [ProposalState.HIRED]
    assert filled.proposals[0].employment is not None


def test_the_pipe_layers_of_the_depot_are_a_need_of_that_size_and_its_hours_add_up(demo_app: Flask) -> None:
    asker = body_asker(inspire().body_id)
    outlook = outlook_of(asker, today())
    row = max(outlook.rows, key=lambda one: one.need.people)
    depot = db.session.scalars(select(Contract).where(Contract.reference == "2026-INS-05")).one()
    lots = {lot.number: lot.id for lot in depot.lots}
    owed = remaining_of(asker, today())
    parts = [part for part in outlook.parts if part.lot_id in {lots[one] for one in row.need.lots}]

    assert (row.need.trade, row.need.lots) == ("Pose de canalisations (F1705)", ("2", "4", "7"))
    assert 7 <= row.need.people <= 12
    assert "canalisateurs" in row.text
    assert "réserver le GEIQ BTP 63" in row.text
    assert row.plan is not None
    assert row.plan.seats == ceil(row.need.people * Fraction(30, 22))  # 30 entered and 22 were hired
    assert sum(part.minutes for part in parts) == sum(owed[lots[one]] for one in row.need.lots) == 3_900 * 60


def test_no_contract_is_shared_out_beyond_its_whole(demo_app: Flask) -> None:
    shares: dict[int, object] = {}
    for row in db.session.scalars(select(WorksiteShare)):
        shares[row.contract_id] = shares.get(row.contract_id, 0) + row.share  # type: ignore[operator]

    assert set(map(str, shares.values())) <= {"1", "1.0"}
