"""The stages, and the sentences still to do before each."""

from dataclasses import replace
from datetime import date

import pytest

from clauses.contracts.rules import ClauseKind, Stage
from clauses.contracts.stages.rules import (
    ClauseFacts,
    ContractFacts,
    check_editable,
    check_move,
    may_move,
    missing_before,
    next_stage,
    previous_stage,
)
from facilitator.access import Role
from facilitator.words import RuleBroken

TODAY = date(2026, 11, 21)
READY = ContractFacts(
    Stage.PREPARATION,
    TODAY,
    notified_on=date(2026, 3, 2),
    ends_on=date(2028, 3, 1),
    kick_off_on=date(2026, 3, 20),
    clauses=(ClauseFacts("Lot 1", ClauseKind.PERFORMANCE, 49_980),),
)


@pytest.mark.parametrize("stage", list(Stage)[1:])
def test_a_contract_that_lacks_nothing_may_enter_each_stage_in_order(stage: Stage) -> None:
    before = previous_stage(stage)
    assert before is not None

    check_move(stage, replace(READY, stage=before), Role.FACILITATOR)


@pytest.mark.parametrize(
    ("stage", "facts", "words"),
    [
        (Stage.NOTIFIED, replace(READY, notified_on=None), "date de notification"),
        (Stage.NOTIFIED, replace(READY, notified_on=date(2027, 1, 1)), "pas encore passée"),
        (Stage.NOTIFIED, replace(READY, ends_on=None), "durée"),
        (Stage.KICK_OFF, replace(READY, clauses=()), "au moins une clause"),
        (
            Stage.KICK_OFF,
            replace(READY, clauses=(ClauseFacts("Lot 1", ClauseKind.PERFORMANCE, None),)),
            "objectif d’heures",
        ),
        (
            Stage.KICK_OFF,
            replace(READY, clauses=(ClauseFacts("Lot 1", ClauseKind.PERFORMANCE, 1, ("Trop.",)),)),
            "Lot 1 : Trop.",
        ),
        (Stage.RUNNING, replace(READY, kick_off_on=None), "réunion de démarrage"),
        (Stage.RUNNING, replace(READY, kick_off_on=date(2027, 1, 1)), "n’a pas eu lieu"),
    ],
)
def test_what_is_still_to_do_is_said(stage: Stage, facts: ContractFacts, words: str) -> None:
    missing = missing_before(stage, facts)

    assert len(missing) == 1
    assert words in missing[0]


def test_an_exempt_contract_and_a_reserved_one_need_no_hours() -> None:
    reserved = ClauseFacts("Lot 1", ClauseKind.RESERVED_INSERTION, None)

    assert not missing_before(Stage.KICK_OFF, replace(READY, clauses=(), exempt=True))
    assert not missing_before(Stage.KICK_OFF, replace(READY, clauses=(reserved,)))


def test_an_optional_tranche_that_is_not_affirmed_holds_nothing_back() -> None:
    clause = ClauseFacts("Lot 1", ClauseKind.PERFORMANCE, 60, ("Rien n’est réparti.",), counts=False)

    assert not missing_before(Stage.KICK_OFF, replace(READY, clauses=(clause,)))


def test_no_stage_is_skipped() -> None:
    with pytest.raises(RuleBroken, match="étape suivante"):
        check_move(Stage.RUNNING, READY, Role.FACILITATOR)


def test_a_step_back_needs_a_reason_and_reopening_needs_the_head() -> None:
    running = replace(READY, stage=Stage.RUNNING)
    closed = replace(READY, stage=Stage.CLOSED)

    with pytest.raises(RuleBroken, match="pourquoi"):
        check_move(Stage.KICK_OFF, running, Role.FACILITATOR)
    check_move(Stage.KICK_OFF, running, Role.FACILITATOR, "La réunion est à refaire.")
    with pytest.raises(RuleBroken, match="responsable"):
        check_move(Stage.BUYER_VISA, closed, Role.FACILITATOR, "Erreur.")
    check_move(Stage.BUYER_VISA, closed, Role.HEAD, "Erreur.")


def test_a_buyer_s_validator_gives_its_visa_and_nothing_else() -> None:
    assert may_move(Role.BUYER_VALIDATOR, Stage.BUYER_VISA, Stage.CLOSED)
    assert not may_move(Role.BUYER_VALIDATOR, Stage.RUNNING, Stage.FINAL_REPORT)
    assert not may_move(Role.BUYER_READER, Stage.BUYER_VISA, Stage.CLOSED)
    assert may_move(Role.FACILITATOR, Stage.RUNNING, Stage.FINAL_REPORT)


def test_the_ends_of_the_line() -> None:
    assert previous_stage(Stage.PREPARATION) is None
    assert next_stage(Stage.CLOSED) is None
    with pytest.raises(RuleBroken, match="clos"):
        check_editable(Stage.CLOSED)
    check_editable(Stage.RUNNING)
