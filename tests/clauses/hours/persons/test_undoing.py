"""A merge is not undone while hours would be left without eligibility."""

from typing import Any

import pytest

from clauses.hours.doctor.eligible_queries import eligible_hours
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import correct, put_line, submit, touched, validate
from clauses.people.participants.duplicates.merge_queries import merge, undo
from clauses.people.participants.models import ParticipantMerge
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.conftest import Client, keep
from tests.factories import make_user
from tests.factories_hours import make_certificate, make_employment, make_participant, make_statement

WORK = MinutesKind.WORK


def merged(validated: bool, **over: Any) -> tuple[Statement, ParticipantMerge]:
    """Somebody without a decision, merged into somebody eligible; her month is validated since, or not."""
    statement = make_statement()
    body = db.session.get_one(Organisation, statement.body_id)
    eligible, other = make_participant(body), make_participant(body)
    make_certificate(eligible)
    employment = make_employment(statement.commitment, other)
    asker = Asker(make_user().id, 0, Role.FACILITATOR, body.id, "Camille Essai", body.name)
    made = merge(asker, eligible, other)
    put_line(statement, employment, WORK, 600)
    touched(statement)
    if validated:
        submit([statement], "Camille Essai")
        validate(statement)
    return statement, made


def test_hours_not_yet_validated_do_not_hold_it(app: object) -> None:
    _, made = merged(False)
    undo(made)
    assert made.undone_at is not None
    assert list(eligible_hours()) == []


def test_validated_hours_hold_it_until_they_are_corrected(app: object) -> None:
    statement, made = merged(True)
    before = statement.lines[0].participant_id
    with pytest.raises(RuleBroken, match="par une correction"):
        undo(made)
    db.session.expire_all()
    assert made.undone_at is None
    assert statement.lines[0].participant_id == before
    assert list(eligible_hours()) == []
    correct(statement, statement.lines[0].employment, WORK, -600, "Fiche à séparer")
    undo(made)
    assert made.undone_at is not None
    assert list(eligible_hours()) == []


def test_the_page_says_why_and_what_to_do(client: Client) -> None:
    statement, made = merged(True)
    keep()
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, statement.body_id))
    page = client.post("duplicates.split", merge_id=made.id)
    assert "ne se défait pas encore" in page.text
    assert "par une correction" in page.text
    db.session.expire_all()
    assert made.undone_at is None
