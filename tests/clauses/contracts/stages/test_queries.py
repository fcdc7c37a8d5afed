"""The day each stage was reached is kept, and a step back forgets what came after."""

from datetime import datetime

import pytest

from clauses.contracts.rules import Stage
from clauses.contracts.stages.queries import move_stage, reached_on
from facilitator.access import Role
from facilitator.audit.queries import history_of
from facilitator.clock import PARIS, told_at
from facilitator.db import db
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms

pytestmark = pytest.mark.usefixtures("app")


def test_each_step_keeps_its_day_and_a_step_back_takes_it_away() -> None:
    contract = make_contract()
    make_commitment(make_terms(make_lot(contract)))
    db.session.flush()
    for day, stage, reason in (
        (3, Stage.KICK_OFF, ""),
        (9, Stage.NOTIFIED, "Réunion reportée"),
        (20, Stage.KICK_OFF, ""),
    ):
        with told_at(datetime(2026, 4, day, 12, tzinfo=PARIS)):
            move_stage(contract, stage, Role.FACILITATOR, reason)
    db.session.commit()

    found = {stage: on.day for stage, on in reached_on(history_of(contract)).items()}

    assert found == {Stage.NOTIFIED: 9, Stage.KICK_OFF: 20}
