"""What is done around the ledger: pooling, derogations, amendments, merges, revocations, valuation rules.

Each act is done on the rows and on the model, and both refuse, or neither.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlalchemy import select

from clauses.contracts.amendments.queries import apply_amendment
from clauses.contracts.amendments.rules import Change
from clauses.contracts.models import Commitment
from clauses.contracts.rules import Stage
from clauses.hours.checks.derogation_queries import grant, standing_on, withdraw
from clauses.hours.checks.rules import Code
from clauses.hours.declaring.queries import put_remarks
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import OPEN_STATES, last_of
from clauses.hours.pooling.models import PooledMonth, PoolingAgreement
from clauses.hours.pooling.queries import end, share_month, unshare
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.employments.models import Employment
from clauses.people.participants.duplicates.merge_queries import merge, undo
from clauses.people.participants.models import Participant, ParticipantMerge
from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.rules import MinutesKind
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.clauses.hours.ledger.model import Model, Refused, Rule, need
from tests.clauses.hours.ledger.world import END, EVER, MONTHS, NEVER, World
from tests.factories import add

WORD = "Équipe renforcée"
"""Warnings are not the model's business: each line has its word."""
AT = st.tuples(st.sampled_from((0, 1, 2)), st.sampled_from((0, 1, 2)))
KEY = st.tuples(st.sampled_from((0, 0, 1, 1, 2, 3)), st.sampled_from(("work", "work", "training")))
REASON = st.sampled_from(("Erreur de saisie", "Erreur de saisie", " "))
MONTH = st.sampled_from((0, 1, 2))
EFFECTS = (date(2026, 6, 1), date(2026, 9, 15), date(2026, 10, 15))
ENDS = (None, date(2026, 9, 30), END)
DAYS = (date(2026, 5, 31), *EFFECTS, date(2026, 12, 1))
CODES = ("not_eligible", "after_window", "outside_employment")
HOW = ("by weight", "by weight", "all to the first", "not enough", "below zero")


def typed(how: str, minutes: int, count: int) -> list[int] | None:
    """The parts that somebody types, if any."""
    rest = [0] * (count - 1)
    said = {
        "all to the first": [minutes, *rest],
        "not enough": [minutes - 1, *rest],
        "below zero": [minutes + 5, -5, *rest[1:]],
    }
    return said.get(how)


class Acts(RuleBasedStateMachine):
    """The acts that are not the ledger's own."""

    world: World
    model: Model

    def both(self, said: Callable[[], Any], done: Callable[[], Any]) -> None:
        """Do it on both; both refuse, or neither."""
        allowed = accepted = True
        try:
            said()
        except Refused:
            allowed = False
        try:
            with db.session.begin_nested():
                done()
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

    def commitment(self, index: int) -> Commitment:
        """A commitment."""
        return db.session.get_one(Commitment, self.world.commitments[index])

    def agreement(self, number: int) -> PoolingAgreement:
        """A pooling agreement."""
        return db.session.get_one(PoolingAgreement, self.world.agreements[number])

    @rule(
        number=st.sampled_from((0, 0, 1)),
        key=KEY,
        month=MONTH,
        minutes=st.sampled_from((0, 1, 61, 3000, 9100, 50_000)),
        how=st.sampled_from(HOW),
    )
    def share(self, number: int, key: tuple[int, str], month: int, minutes: int, how: str) -> None:
        """Share a person's month, or share it again, and give a word for each part."""
        weights = self.model.agreements[number].weights
        parts = typed(how, minutes, len(weights))

        def done() -> None:
            employment, kind = self.employment(key[0]), MinutesKind(key[1])
            share_month(self.agreement(number), employment, MONTHS[month], kind, minutes, parts)
            self.explain([(commitment, month) for commitment in weights])

        self.both(lambda: self.model.share(number, key, month, minutes, parts), done)

    def explain(self, ats: Sequence[tuple[int, int]]) -> None:
        """Give a word for every line."""
        for at in ats:
            statement = self.statement(at)
            if statement.state in OPEN_STATES:
                put_remarks(statement, {line.employment_id: WORD for line in statement.lines})

    @rule(which=st.integers(0, 50), minutes=st.sampled_from((60, 3000)), how=st.sampled_from(HOW))
    def share_again(self, which: int, minutes: int, how: str) -> None:
        """Share otherwise what is shared."""
        if known := sorted(self.model.pools):
            employment, month, kind = known[which % len(known)]
            number = self.model.pools[known[which % len(known)]].agreement
            self.share(number, (employment, kind), month, minutes, how)

    @rule(which=st.integers(0, 50))
    def unshare(self, which: int) -> None:
        """Take a shared month back."""
        if not self.model.pools:
            return
        self.unshare_month(sorted(self.model.pools)[which % len(self.model.pools)])

    def unshare_month(self, key: tuple[int, int, str]) -> None:
        """Take this one back, if it is shared."""
        if key not in self.model.pools:
            return
        found = select(PooledMonth).where(
            PooledMonth.employment_id == self.world.employments[key[0]],
            PooledMonth.month == MONTHS[key[1]],
            PooledMonth.kind == MinutesKind(key[2]),
        )
        self.both(lambda: self.model.unshare(key), lambda: unshare(db.session.scalars(found).one()))

    @rule(number=st.sampled_from((0, 1)), month=st.sampled_from((0, 1, 2, 2, 2, 2, 2)))
    def end_agreement(self, number: int, month: int) -> None:
        """An agreement ends."""
        on = last_of(MONTHS[month])
        self.both(lambda: self.model.end(number, month), lambda: end(self.agreement(number), on))

    @rule(at=AT, employment=st.sampled_from((2, 3)), code=st.sampled_from(CODES), reason=REASON)
    def waive(self, at: tuple[int, int], employment: int, code: str, reason: str) -> None:
        """A facilitator lets a finding pass."""
        self.both(
            lambda: self.model.waive(at, employment, code, reason.strip()),
            lambda: grant(
                self.world.asker, self.statement(at), self.world.employments[employment], Code(code), reason
            ),
        )

    @rule(which=st.integers(0, 50))
    def withdraw(self, which: int) -> None:
        """A derogation is taken back."""
        if not self.model.waived:
            return
        at, employment, code = one = sorted(self.model.waived)[which % len(self.model.waived)]

        def said() -> None:
            need(self.model.months[at].state != "validated")
            self.model.waived.remove(one)

        def done() -> None:
            meant = self.world.employments[employment], Code(code)
            (row,) = (
                each for each in standing_on(self.statement(at)) if (each.employment_id, each.code) == meant
            )
            withdraw(row)

        self.both(said, done)

    @rule(twice=st.sampled_from((False, False, False, True)))
    def merge(self, twice: bool) -> None:
        """The person without a certificate was somebody else all along."""
        if self.model.persons[3] != 3 and not twice:
            return

        def said() -> None:
            need(self.model.persons[3] == 3)
            self.model.persons[3] = 0

        kept, dropped = (db.session.get_one(Participant, self.world.people[one]) for one in (0, 3))
        self.both(said, lambda: merge(self.world.asker, kept, dropped))

    @rule()
    def unmerge(self) -> None:
        """They are two people after all: refused while hours are counted under the other's certificate."""
        made = db.session.scalar(select(ParticipantMerge).where(ParticipantMerge.undone_at.is_(None)))
        if made is not None:
            self.both(self.model.unmerge, lambda: undo(made))

    @rule(
        begins=MONTH,
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

    @rule(
        clause=st.sampled_from((0, 1)),
        effective=st.sampled_from(EFFECTS),
        minutes=st.sampled_from((20_000, 49_980, 60_000)),
        end=st.sampled_from(ENDS),
    )
    def amend(self, clause: int, effective: date, minutes: int, end: date | None) -> None:
        """An amendment changes a target from a date on, and possibly the end: what is declared stays."""
        row = self.commitment(2 * clause)
        change = Change(effective, effective, "Essai", {row.id: minutes}, ends_on=end)
        self.both(
            lambda: self.model.amend(clause, effective, minutes, end),
            lambda: apply_amendment(row.terms.lot.contract, change),
        )
        self.model.ends[clause] = 1 if self.model.ended[clause] < MONTHS[2] else EVER

    def targets_hold(self) -> None:
        """Every date keeps its own target: an amendment changes nothing before it takes effect."""
        for clause in (0, 1):
            for on in DAYS:
                assert self.commitment(2 * clause).versioned_at(on) == self.model.owed(clause, on)
