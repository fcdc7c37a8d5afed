"""Whatever is done, in whatever order: the ledger stays the sum of its lines, and refuses as the model does.

`LEDGER_EXAMPLES` says how many stories are told (150 by default on each engine; 10,000 for a night).
"""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from clauses.contracts.amendments.queries import apply_amendment
from clauses.contracts.amendments.rules import Change
from clauses.contracts.models import Commitment
from clauses.contracts.rules import Party, Stage
from clauses.hours.checks.rules import DAY_LIMIT_MINUTES, working_days
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger import queries as ledger
from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.rules import last_of
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.employments.models import Employment
from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.rules import MinutesKind
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.clauses.hours.ledger.model import Model, Refused, Rule
from tests.conftest import keep
from tests.factories import add, make_body, make_user
from tests.factories_contracts import make_commitment
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

pytestmark = pytest.mark.each_engine

EXAMPLES = int(os.environ.get("LEDGER_EXAMPLES", "150"))
STEPS = int(os.environ.get("LEDGER_STEPS", "20"))
MONTHS = tuple(date(2026, month, 1) for month in (8, 9, 10))
NEVER, EVER = -1, 99
ENDS = (None, date(2026, 9, 30), date(2028, 3, 1))


class World:
    """The rows that every story starts from, made once: only their ids are kept."""

    def __init__(self) -> None:
        body = make_body()
        holder = make_running(body)
        under = make_commitment(
            holder.terms, party=Party.SUBCONTRACTOR, parent=holder, minutes=holder.minutes // 4
        )
        other = make_running(body)
        self.commitments = [row.id for row in (holder, under, other)]
        self.clause_of = {0: 0, 1: 0, 2: 1}
        self.companies = {0: 0, 1: 1, 2: 2}
        self.author = make_user().id
        self.body = body.id
        people = [make_participant(body) for _ in range(4)]
        self.certificates = [make_certificate(person).id for person in people[:3]]
        spans = ({}, {}, {"ends_on": date(2026, 9, 30)}, {})
        self.employments = [
            make_employment(holder, person, **span).id for person, span in zip(people, spans, strict=True)
        ]
        self.statements = {
            (index, month): make_statement(row, day).id
            for index, row in enumerate((holder, under, other))
            for month, day in enumerate(MONTHS)
        }
        keep()

    def model(self) -> Model:
        """What the rows say, as plain facts."""
        return Model(
            self.clause_of,
            windows={0: (NEVER, EVER), 1: (NEVER, EVER), 2: (NEVER, EVER), 3: None},
            runs={0: (NEVER, EVER), 1: (NEVER, EVER), 2: (NEVER, 1), 3: (NEVER, EVER)},
            limits={
                month: working_days(day, last_of(day)) * DAY_LIMIT_MINUTES for month, day in enumerate(MONTHS)
            },
        )


ROWS = (
    select(
        Statement.id,
        Statement.state,
        Statement.no_hours,
        Statement.declared_minutes,
        Statement.validated_minutes,
        Statement.counted_minutes,
        func.coalesce(func.sum(StatementLine.minutes), 0).label("entered"),
    )
    .outerjoin(StatementLine)
    .group_by(Statement.id)
)
AT = st.tuples(st.sampled_from((0, 1, 2)), st.sampled_from((0, 1, 2)))
KEY = st.tuples(st.sampled_from((0, 0, 1, 1, 2, 3)), st.sampled_from(("work", "work", "training")))
MINUTES = st.sampled_from((0, 1, 61, 3000, 9100, 9100, 16_000, 50_000, -1))
SIGNED = st.sampled_from((-9100, -61, -1, 0, 1, 400, 16_000))
REASON = st.sampled_from(("Erreur de saisie", "Erreur de saisie", " "))


class Ledger(RuleBasedStateMachine):
    """Every act, on the ledger and on the model; after each, they must say the same."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        db.session.rollback()
        self.rows = [db.session.get_one(Statement, key) for key in self.world.statements.values()]
        self.model = self.world.model()

    def teardown(self) -> None:
        """At the end the doctor finds what a late revocation leaves to correct, and nothing else."""
        try:
            db.session.flush()
            broken = [each.name for each in INVARIANTS if list(each.breaches())]
            assert broken == (["hours.eligible"] if self.model.wrongly_counted() else [])
            for clause, minutes in self.model.targets.items():
                assert self.commitment(2 * clause).last_minutes == minutes
        finally:
            db.session.rollback()

    def both(self, said: Callable[[], Any], done: Callable[[], Any]) -> None:
        """Do it on both; both refuse, or neither."""
        allowed = accepted = True
        try:
            said()
        except Refused:
            allowed = False
        try:
            done()
            db.session.flush()
        except RuleBroken:
            accepted = False
        event(f"{sys._getframe(1).f_code.co_name} {accepted}")
        assert allowed == accepted, "the model accepts" if allowed else "the model refuses"

    def statement(self, at: tuple[int, int]) -> Statement:
        """The statement of a commitment and a month."""
        return db.session.get_one(Statement, self.world.statements[at])

    def employment(self, number: int) -> Employment:
        """An employment."""
        return db.session.get_one(Employment, self.world.employments[number])

    @rule(at=AT, key=KEY, minutes=MINUTES)
    def fill(self, at: tuple[int, int], key: tuple[int, str], minutes: int) -> None:
        """Put one line."""

        def done() -> None:
            statement = self.statement(at)
            employment, kind = self.employment(key[0]), MinutesKind(key[1])
            word = "Équipe renforcée" if minutes else ""  # warnings are not the model's business
            ledger.put_line(statement, employment, kind, minutes, remark=word)
            ledger.touched(statement)

        self.both(lambda: self.model.put(at, key, minutes), done)

    @rule(at=AT)
    def say_nothing(self, at: tuple[int, int]) -> None:
        """No hours this month."""
        self.both(lambda: self.model.nothing(at), lambda: ledger.say_nothing(self.statement(at)))

    @rule(commitment=st.sampled_from((0, 1, 2)), months=st.sets(st.sampled_from((0, 1, 2)), min_size=1))
    def submit(self, commitment: int, months: set[int]) -> None:
        """Send some months of a company together."""
        ats = [(commitment, month) for month in sorted(months)]
        self.both(
            lambda: self.model.submit(ats),
            lambda: ledger.submit([self.statement(at) for at in ats], "Camille Essai"),
        )

    @rule(at=AT)
    def recall(self, at: tuple[int, int]) -> None:
        """Take back."""
        self.both(lambda: self.model.recall(at), lambda: ledger.recall(self.statement(at)))

    @rule(at=AT, reason=REASON, choose=st.integers(0, 3))
    def give_back(self, at: tuple[int, int], reason: str, choose: int) -> None:
        """Return, naming none, the first, the first two lines."""
        named = list(self.model.months[at].lines)[:choose]

        def done() -> None:
            statement = self.statement(at)
            lines = [
                line
                for line in statement.lines
                for number, kind in named
                if line.employment_id == self.world.employments[number] and line.kind == kind
            ]
            ledger.give_back(statement, reason, [(line, "") for line in lines])

        self.both(lambda: self.model.give_back(at, named, reason.strip()), done)

    @rule(at=AT)
    def validate(self, at: tuple[int, int]) -> None:
        """Validate."""
        self.both(lambda: self.model.validate(at), lambda: ledger.validate(self.statement(at)))

    @rule(at=AT, key=KEY, minutes=SIGNED, reason=REASON)
    def correct(self, at: tuple[int, int], key: tuple[int, str], minutes: int, reason: str) -> None:
        """Correct a validated month."""
        self.both(
            lambda: self.model.correct(at, key, minutes, reason.strip()),
            lambda: ledger.correct(
                self.statement(at), self.employment(key[0]), MinutesKind(key[1]), minutes, reason
            ),
        )

    @rule(at=AT, key=KEY, minutes=st.sampled_from((61, 3000)))
    def declare(self, at: tuple[int, int], key: tuple[int, str], minutes: int) -> None:
        """Fill and send, as most people do."""
        self.fill(at, key, minutes)
        self.submit(at[0], {at[1]})

    @rule(at=AT, key=KEY)
    def all_the_way(self, at: tuple[int, int], key: tuple[int, str]) -> None:
        """Fill, send, validate."""
        self.declare(at, key, 3000)
        self.validate(at)

    @rule(which=st.integers(0, 50), minutes=SIGNED)
    def mend(self, which: int, minutes: int) -> None:
        """Correct something that is there."""
        found = [
            (at, key)
            for at, said in self.model.months.items()
            if said.state == "validated"
            for key in said.rules
        ]
        if found:
            at, key = found[which % len(found)]
            self.correct(at, key, minutes, "Erreur de saisie")

    @rule(which=st.integers(0, 50), key=KEY, minutes=MINUTES, choose=st.integers(0, 2), back=st.booleans())
    def take_up(self, which: int, key: tuple[int, str], minutes: int, choose: int, back: bool) -> None:
        """Take back or return something that was sent, change a line, send it again."""
        found = [at for at, said in self.model.months.items() if said.state == "submitted"]
        if found:
            at = found[which % len(found)]
            if back:
                self.give_back(at, "Erreur de saisie", choose)
            else:
                self.recall(at)
            self.fill(at, key, minutes)
            self.submit(at[0], {at[1]})

    @rule(
        begins=st.sampled_from((0, 1, 2)),
        kind=st.sampled_from((None, "work", "training")),
        times=st.sampled_from(("0.5", "1.5", "2")),
        cap=st.sampled_from((None, 1000, 20_000)),
    )
    def add_rule(self, begins: int, kind: str | None, times: str, cap: int | None) -> None:
        """A valuation rule, possibly from a month already validated: what is counted stays so."""
        self.model.rules.append(Rule(begins, kind, Decimal(times), cap))
        add(
            ValuationRule(
                body_id=self.world.body,
                kind=MinutesKind(kind) if kind else None,
                multiplier=Decimal(times),
                cap_minutes=cap,
                valid_from=MONTHS[begins],
                source="Charte locale",
                author_id=self.world.author,
                made_at=now(),
            )
        )

    @rule(person=st.sampled_from((0, 1, 2)))
    def revoke(self, person: int) -> None:
        """A certificate is revoked from October on, possibly after October was validated."""
        certificate = db.session.get_one(EligibilityCertificate, self.world.certificates[person])
        certificate.revoked_on = MONTHS[2]
        certificate.revoked_reason = "Essai"
        db.session.flush()
        self.model.windows[person] = (NEVER, 1)

    @rule(clause=st.sampled_from((0, 1)), closed=st.booleans())
    def move_stage(self, clause: int, closed: bool) -> None:
        """The contract closes, or is taken up again."""
        contract = self.commitment(2 * clause).terms.lot.contract
        contract.stage = Stage.CLOSED if closed else Stage.RUNNING
        db.session.flush()
        (self.model.closed.add if closed else self.model.closed.discard)(clause)

    @rule(clause=st.sampled_from((0, 1)), minutes=st.integers(20_000, 60_000), end=st.sampled_from(ENDS))
    def amend(self, clause: int, minutes: int, end: date | None) -> None:
        """An amendment changes a target, and possibly the end: what is declared stays."""
        row = self.commitment(2 * clause)
        change = Change(date(2026, 6, 1), date(2026, 6, 1), "Essai", {row.id: minutes}, ends_on=end)
        try:
            apply_amendment(row.terms.lot.contract, change)
        except RuleBroken:
            return  # it changes nothing, or the contract is closed
        self.model.targets[clause] = minutes
        if end is not None:
            self.model.ends[clause] = 1 if end < MONTHS[2] else EVER

    def commitment(self, index: int) -> Commitment:
        """A commitment."""
        return db.session.get_one(Commitment, self.world.commitments[index])

    @invariant()
    def same(self) -> None:
        """The states and totals of every month as the database has them, and what each clause counts."""
        db.session.flush()
        counted: dict[int, int] = {0: 0, 1: 0}
        declared, validated = [0, 0, 0], [0, 0, 0]
        rows = {row.id: row for row in db.session.execute(ROWS)}
        for at, key in self.world.statements.items():
            row, said = rows[key], self.model.months[at]
            assert (row.state.value, row.no_hours) == (said.state, said.no_hours), at
            assert (row.declared_minutes, row.validated_minutes) == (said.declared, said.validated), at
            assert row.entered == sum(said.lines.values()) + sum(m for _, m in said.corrections), at
            counted[self.world.clause_of[at[0]]] += row.counted_minutes
            declared[at[0]] += said.declared
            validated[at[0]] += said.validated
        kept = {row.commitment_id: (row.declared_minutes, row.validated_minutes) for row in self.kept()}
        for index, key in enumerate(self.world.commitments):
            assert kept.get(key, (0, 0)) == (declared[index], validated[index])
        for clause, minutes in counted.items():
            assert minutes == self.model.counted(clause)

    def kept(self) -> Sequence[Any]:
        """The kept totals, as the database has them."""
        return db.session.execute(select(CommitmentTotal.__table__)).all()


def test_the_ledger_is_its_model_whatever_the_story(app: object) -> None:
    world = World()
    machine = type("Told", (Ledger,), {"world": world})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=EXAMPLES == 150,
            suppress_health_check=list(HealthCheck),
        ),
    )
