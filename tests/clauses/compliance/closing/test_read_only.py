"""A closed contract is read-only: every POST of the house is tried on one, nothing of it is written."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, update

from clauses.compliance.penalties.list_queries import count, find_files
from clauses.compliance.penalties.pages import acts_on
from clauses.compliance.penalties.queries import Breach, close_file, open_file
from clauses.compliance.penalties.rules import FileState
from clauses.compliance.recovery.queries import answer_offer, end_action, offer_candidates
from clauses.compliance.recovery.rules import ActionState, Reply
from clauses.compliance.schedule.queries import write_plan
from clauses.contracts.models import Contract
from clauses.contracts.record_queries import change_contract
from clauses.contracts.rules import PenaltyTrigger, Stage
from clauses.contracts.stages.queries import move_stage
from clauses.hours.ledger.queries import correct, say_nothing
from clauses.people.employments.record_queries import (
    assign,
    change_employment,
    end_assignment,
    end_employment,
)
from clauses.people.employments.rules import ContractType
from clauses.people.participants.duplicates.merge_queries import merge, undo
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.words import RuleBroken
from tests.conftest import make_app
from tests.factories_closing import asker_of, make_worked
from tests.factories_compliance import make_action, make_file, make_offer
from tests.factories_hours import MONTH, make_participant, make_running, make_statement
from tests.matrix import Line, Relation, gathered
from tests.sharing import quick_folder
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
MAY = {
    (
        "contracts.archive",
        Role.HEAD,
    ): "putting it away, or back, moves it between lists and says nothing of it",
    ("contracts.archive", Role.FACILITATOR): "as above",
}
"""What may still write on a closed contract, for whom, and why. (Reopening, by the head alone, is below.)"""
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)


@contextmanager
def written(world: World) -> Iterator[set[str]]:
    """The tables of a contract that are written meanwhile."""
    found: set[str] = set()

    def note(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        match = WRITES.match(statement)
        if match and match[1] in KEPT and cursor.rowcount != 0:
            found.add(match[1])

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "after_cursor_execute", note)


def tried(world: World, line: Line) -> dict[Role, set[str]]:
    """What each role that may call it writes by this line's POST."""
    found = {}
    for role in sorted(line.allowed("POST", Relation.OWN)):
        with written(world) as tables:
            world.ask("POST", world.url(line), role, **SENT.get(line.endpoint, line.data))
        found[role] = tables
    return found


SENT = {
    "employments.end": {"ends_on": "2026-03-31", "end_reason": "Fin de contrat"},
}
"""What a page must be sent before it would write."""
LINES = [line for line in gathered() if line.roles is not None]


@pytest.fixture(scope="module")
def closed_world(world: World) -> Iterator[World]:
    """A copy of the world of the access matrix, each of its contracts closed."""
    with quick_folder() as folder:
        app = make_app(world.copied_to(folder), folder)
        with app.app_context(), unaudited(db.session, "a test prepares"):
            db.session.execute(update(Contract).values(stage=Stage.CLOSED))
            db.session.commit()
        closed = World(app, world.lines, world.made, world.cookies)
        yield closed
        closed.close()


def test_nothing_of_a_closed_contract_is_written(closed_world: World, world: World) -> None:
    posts = [line for line in LINES if "POST" in closed_world.methods(line.endpoint)]
    wrote = {
        (line.endpoint, role): sorted(tables)
        for line in posts
        for role, tables in tried(closed_world, line).items()
        if tables
    }

    wrong = {asked: tables for asked, tables in wrote.items() if asked not in MAY}
    assert not wrong, "\n".join(f"{asked}: {tables}" for asked, tables in sorted(wrong.items()))
    assert set(wrote) == set(MAY)


def test_the_same_posts_write_while_it_runs(world: World) -> None:
    writers = {"reports.say", "penalty_steps.rule", "lots.delete_tranche", "terms.delete_penalty"}
    posts = [line for line in LINES if line.endpoint in writers]

    assert {line.endpoint for line in posts if any(tried(world, line).values())} == writers


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


def test_only_the_head_reopens_it_with_a_reason(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        contract = make_running(contract={"stage": Stage.CLOSED}).terms.lot.contract
        for role, reason in ((Role.FACILITATOR, "erreur"), (Role.BUYER_VALIDATOR, "erreur"), (Role.HEAD, "")):
            with pytest.raises(RuleBroken, match="rouvre un marché clos|Indiquez pourquoi"):
                move_stage(contract, Stage.BUYER_VISA, role, reason)
        move_stage(contract, Stage.BUYER_VISA, Role.HEAD, "une erreur dans les heures")
        assert contract.stage is Stage.BUYER_VISA


def test_what_was_decided_before_the_visa_stays_decided(app: Flask) -> None:
    with app.test_request_context(), unaudited(db.session, "a test"):
        file = make_file(state=FileState.DECIDED)
        asker = asker_of(file.contract)
        assert [act.label for act in acts_on(file, asker)] == ["Clore le dossier"]
        assert count(find_files(asker, {"tour": "body"}, today())) == 1
        file.contract.stage = Stage.CLOSED
        db.session.flush()

        with pytest.raises(RuleBroken, match="Ce marché est clos"):
            close_file(file)
        assert acts_on(file, asker) == []
        assert count(find_files(asker, {"tour": "body"}, today())) == 0


def test_an_employment_ends_after_what_a_closed_contract_counts(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        line = make_worked(make_running())
        employment = line.employment
        line.statement.commitment.terms.lot.contract.stage = Stage.CLOSED
        assigned = employment.assignments[0]

        with pytest.raises(RuleBroken, match="est clos : il ne se modifie plus"):
            end_employment(employment, date(2026, 9, 30))
        with pytest.raises(RuleBroken, match="est clos : il ne se modifie plus"):
            change_employment(employment, None, ends_on=date(2026, 9, 30))
        db.session.refresh(employment)
        with pytest.raises(RuleBroken, match="qui employait"):
            change_employment(employment, None, contract_type=ContractType.PERMANENT)
        db.session.refresh(employment)
        end_employment(employment, date(2026, 10, 31), "Fin de contrat")
        db.session.flush()
        assert (employment.ends_on, assigned.ends_on) == (date(2026, 10, 31), None)


def test_a_merge_that_holds_hours_of_a_closed_contract_is_not_split(app: Flask) -> None:
    with unaudited(db.session, "a test"):
        line = make_worked(make_running())
        contract, dropped = line.statement.commitment.terms.lot.contract, line.participant
        asker = asker_of(contract)
        kept = make_participant(db.session.get_one(Organisation, contract.body_id))
        merged = merge(asker, kept, dropped)
        contract.stage = Stage.CLOSED
        db.session.flush()

        with pytest.raises(RuleBroken, match="comptées dans un marché clos"):
            undo(merged)
        assert line.participant_id == kept.id
        move_stage(contract, Stage.BUYER_VISA, Role.HEAD, "deux personnes prises pour une")
        undo(merged)
        db.session.refresh(line)
        assert line.participant_id == dropped.id
