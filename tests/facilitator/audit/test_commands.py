"""`facilitator audit verify`."""

import json

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update

from facilitator.audit.commands import audit_command
from facilitator.audit.models import AuditEvent
from facilitator.audit.queries import record
from facilitator.db import db
from tests.conftest import keep

pytestmark = pytest.mark.each_engine


def test_a_whole_chain_is_said_whole(app: Flask) -> None:
    record("test.done", "test")
    db.session.commit()

    answer = CliRunner().invoke(audit_command, ["verify"])

    assert answer.exit_code == 0
    assert answer.output.startswith("Le journal est entier.\n1\u00a0événement, dernier sceau ")


def test_a_broken_chain_exits_with_one_and_says_where(app: Flask) -> None:
    number = record("test.done", "test")
    db.session.commit()
    db.session.execute(update(AuditEvent).values(action="test.undone"))
    keep()
    db.session.expire_all()

    answer = CliRunner().invoke(audit_command, ["verify", "--json"])

    assert answer.exit_code == 1
    found = json.loads(answer.output)
    assert found["events"] == 1
    assert found["broken"] == [f"Événement {number} : son contenu a été modifié après coup."]


def test_a_seal_that_is_no_more_exits_with_one(app: Flask) -> None:
    answer = CliRunner().invoke(audit_command, ["verify", "--anchor", "f" * 64])

    assert answer.exit_code == 1
    assert "réécrit" in answer.output
