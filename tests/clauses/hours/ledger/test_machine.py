"""Whatever is done, in whatever order: the ledger stays the sum of its lines, and refuses as the model does.

`LEDGER_EXAMPLES` says how many stories are told on each engine (`make stories` tells 10,000). By default 150
on SQLite and 25 on PostgreSQL: the acts and the queries are the same there, only what SQL means may differ.
"""

import os
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from clauses.hours.doctor.event_queries import HOURS
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger import queries as ledger
from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.people.doctor.queries import INVARIANTS as OF_PEOPLE
from clauses.people.valuation.rules import MinutesKind
from facilitator.audit.proof_queries import untold
from facilitator.db import db
from tests.clauses.hours.ledger.acts import AT, CODES, KEY, MONTH, REASON, WORD, Acts
from tests.clauses.hours.ledger.world import World

pytestmark = pytest.mark.each_engine

ASKED = os.environ.get("LEDGER_EXAMPLES")
EXAMPLES = {"sqlite": 150, "postgres": 25}
STEPS = int(os.environ.get("LEDGER_STEPS", "20"))
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
MINUTES = st.sampled_from((0, 1, 61, 3000, 9100, 9100, 16_000, 50_000, -1))
WAYS = ("again", "away", "away and again")
SIGNED = st.sampled_from((-9100, -61, -1, 0, 1, 400, 16_000))


class Ledger(Acts):
    """Every act, on the ledger and on the model; after each, they must say the same."""

    def __init__(self) -> None:
        super().__init__()
        db.session.rollback()
        self.rows = [db.session.get_one(Statement, key) for key in self.world.statements.values()]
        self.model = self.world.model()

    def teardown(self) -> None:
        """At the end the doctor finds what a late revocation leaves to correct, and nothing else."""
        try:
            db.session.flush()
            broken = [each.name for each in (*INVARIANTS, *OF_PEOPLE) if list(each.breaches())]
            assert broken == (["hours.eligible"] if self.model.wrongly_counted() else [])
            assert list(untold(HOURS)) == []
            self.targets_hold()
        finally:
            db.session.rollback()

    @rule(at=AT, key=KEY, minutes=MINUTES)
    def fill(self, at: tuple[int, int], key: tuple[int, str], minutes: int) -> None:
        """Put one line."""

        def done() -> None:
            statement = self.statement(at)
            employment, kind = self.employment(key[0]), MinutesKind(key[1])
            ledger.put_line(statement, employment, kind, minutes, remark=WORD if minutes else "")
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

    @rule(key=KEY, month=MONTH, back=st.booleans(), choose=st.integers(0, 1), way=st.sampled_from(WAYS))
    def pool_and_take_up(self, key: tuple[int, str], month: int, back: bool, choose: int, way: str) -> None:
        """Share a month, send its statements, take them up again, share otherwise or not at all."""
        ats = [(0, month), (2, month)]
        self.share(0, key, month, 3000, "by weight")
        for at in ats:
            self.submit(at[0], {month})
            if back:
                self.give_back(at, "Erreur de saisie", choose)
            else:
                self.recall(at)
        if way != "again":
            self.unshare_month((key[0], month, key[1]))
        if way != "away":
            self.share(0, key, month, 4000, "all to the first")
        for at in ats:
            self.submit(at[0], {month})
            self.validate(at)

    @rule(at=AT, employment=st.sampled_from((2, 3)), code=st.sampled_from(CODES), minutes=MINUTES)
    def let_pass(self, at: tuple[int, int], employment: int, code: str, minutes: int) -> None:
        """A derogation, then the hours it is for."""
        self.waive(at, employment, code, "Accord de l’acheteur")
        self.fill(at, (employment, "work"), minutes)
        self.submit(at[0], {at[1]})
        self.validate(at)

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


def test_the_ledger_is_its_model_whatever_the_story(app: object, engine_name: str) -> None:
    world = World()
    machine = type("Told", (Ledger,), {"world": world})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=int(ASKED or EXAMPLES[engine_name]),
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=ASKED is None,
            suppress_health_check=list(HealthCheck),
        ),
    )
