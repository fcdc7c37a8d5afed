"""A closed contract is read-only: every POST of the house is tried on one, nothing of it is written."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, update

from clauses.compliance.penalties.queries import Breach, open_file
from clauses.compliance.recovery.queries import answer_offer, end_action, offer_candidates
from clauses.compliance.recovery.rules import ActionState, Reply
from clauses.compliance.schedule.queries import write_plan
from clauses.contracts.models import Contract
from clauses.contracts.record_queries import change_contract
from clauses.contracts.rules import PenaltyTrigger, Stage
from clauses.hours.ledger.queries import correct, say_nothing
from clauses.people.employments.record_queries import assign, end_assignment
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.words import RuleBroken
from tests.conftest import make_app
from tests.factories_closing import asker_of, make_worked
from tests.factories_compliance import make_action, make_offer
from tests.factories_hours import MONTH, make_running, make_statement
from tests.matrix import Line, Relation, gathered
from tests.world import World

KEPT = {
    "amendment",
    "assignment",
    "call_off_order",
    "candidate_offer",
    "candidate_request",
    "clause_terms",
    "commitment",
    "commitment_total",
    "contract",
    "final_report",
    "lot",
    "penalty_comment",
    "penalty_file",
    "penalty_term",
    "planned_month",
    "pooled_month",
    "recovery_action",
    "report_comment",
    "statement",
    "statement_line",
    "target_version",
    "tranche",
}
"""What a contract is made of: its terms, its hours, who works on it, what was tried, its penalties."""
MAY = {"stages.move", "contracts.archive", "penalty_steps.close", "duplicates.split"}
"""Reopening is an act of its own, traced; putting away, or filing what the buyer decided before the visa,
changes nothing of it; two people taken for one are told apart again (GDPR, article 16): no hour changes."""
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)


@contextmanager
def written(world: World) -> Iterator[set[str]]:
    """The tables of a contract that are written meanwhile."""
    found: set[str] = set()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        match = WRITES.match(statement)
        if match and match[1] in KEPT:
            found.add(match[1])

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def tried(world: World, line: Line) -> dict[Role, set[str]]:
    """What each role that may call it writes by this line's POST."""
    found = {}
    for role in sorted(line.allowed("POST", Relation.OWN)):
        with written(world) as tables:
            world.ask("POST", world.url(line), role, **line.data)
        found[role] = tables
    return found


LINES = [line for line in gathered() if line.roles is not None and line.endpoint not in MAY]


@pytest.fixture(scope="module")
def closed_world(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world of the access matrix, each of its contracts closed."""
    world = World(make_app(empty_database, tmp_path_factory.mktemp("closed")), gathered())
    world.seed()
    with world.app.app_context(), unaudited(db.session, "a test prepares"):
        db.session.execute(update(Contract).values(stage=Stage.CLOSED))
        db.session.commit()
    yield world
    with world.app.app_context():
        db.engine.dispose()


def test_nothing_of_a_closed_contract_is_written(closed_world: World, world: World) -> None:
    posts = [line for line in LINES if "POST" in closed_world.methods(line.endpoint)]
    wrong = {
        line.endpoint: {str(role): sorted(tables) for role, tables in found.items() if tables}
        for line in posts
        if any((found := tried(closed_world, line)).values())
    }

    assert not wrong, "\n".join(f"{name}: {roles}" for name, roles in sorted(wrong.items()))


def test_the_same_posts_write_while_it_runs(world: World) -> None:
    posts = [line for line in LINES if "POST" in world.methods(line.endpoint)]
    writers = {line.endpoint for line in posts if any(tried(world, line).values())}

    assert {"reports.say", "penalty_steps.rule", "lots.delete_tranche", "terms.delete_penalty"} <= writers


def test_the_verbs_refuse_a_closed_contract_by_themselves(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        line = make_worked(make_running())
        commitment, asker = line.statement.commitment, asker_of(line.statement.commitment.terms.lot.contract)
        contract, offer, action = (
            commitment.terms.lot.contract,
            make_offer(commitment),
            make_action(commitment),
        )
        contract.stage = Stage.CLOSED
        verbs: list[Callable[[], object]] = [
            lambda: assign(line.employment, commitment),
            lambda: end_assignment(line.employment.assignments[0], today()),
            lambda: write_plan(commitment.terms, {MONTH: 60}, "essai"),
            lambda: correct(line.statement, line.employment, MinutesKind.WORK, -60, "erreur"),
            lambda: say_nothing(make_statement(commitment, date(2026, 9, 1))),
            lambda: answer_offer(offer, Reply(2, 0)),
            lambda: end_action(action, ActionState.DONE, "fait"),
            lambda: offer_candidates(commitment, asker.user_id, people=1, trade="maçon", offered_on=today()),
            lambda: open_file(commitment, asker.user_id, Breach((PenaltyTrigger.MISSING_HOURS,), "heures")),
            lambda: change_contract(contract, None, title="Autre"),
        ]

        for verb in verbs:
            with pytest.raises(RuleBroken, match="clos|suivi est terminé"):
                verb()
