"""A prepared statement says what the same statement says through SQLAlchemy, on either engine."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import bindparam, delete, event, select, update

from clauses.hours.ledger.models import Sending
from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.audit.models import AuditEvent
from facilitator.db import db, reading
from facilitator.prepared import Prepared, inserting, several
from tests.conftest import keep
from tests.factories import make_body, make_membership, make_organisation

pytestmark = pytest.mark.each_engine
BY_ROLE = select(Membership.id, Membership.role, Membership.created_at, Membership.revoked_at).where(
    Membership.role.in_((Role.FACILITATOR, Role.HEAD)), Membership.organisation_id.in_(several("where"))
)


def test_it_reads_the_same_values_as_sqlalchemy(app: Flask) -> None:
    one, other = make_membership(Role.FACILITATOR), make_membership(Role.HEAD)
    make_membership(Role.PARTNER)
    where = [one.organisation_id, other.organisation_id]
    prepared = Prepared(BY_ROLE.order_by(Membership.id))

    found = prepared.rows({"where": where})

    assert found == [
        (each.id, each.role, each.created_at, None) for each in (one, other)
    ]  # what the session held was written first
    assert type(found[0][1]) is Role
    assert prepared.rows({"where": where[:1]}) == found[:1]
    assert prepared.rows({"where": []}) == []
    assert prepared.first({"where": []}) is None


def test_it_writes_words_instants_and_lists_as_the_models_do(app: Flask) -> None:
    body, company = make_body(), make_organisation()
    db.session.flush()
    at = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
    given = {
        "body_id": body.id,
        "organisation_id": company.id,
        "sent_at": at,
        "minutes": 60,
        "snapshot": [{"a": 1}],
    }

    number = inserting(Sending, *given, returning="id").insert(given)

    sending = db.session.get_one(Sending, number)
    assert (sending.sent_at, sending.snapshot, sending.author_name) == (at, [{"a": 1}], "")


def test_it_changes_and_deletes_and_says_how_many(app: Flask) -> None:
    first, second = make_organisation(name="Un"), make_organisation(name="Deux")
    db.session.flush()
    renamed = Prepared(
        update(Organisation).where(Organisation.id.in_(several("keys"))).values(kind=bindparam("new"))
    )
    assert renamed.write({"keys": [first.id, second.id], "new": OrganisationKind.GEIQ}) == 2
    assert (
        Prepared(delete(Organisation).where(Organisation.id == bindparam("key"))).write({"key": second.id})
        == 1
    )
    db.session.expire_all()
    assert first.kind is OrganisationKind.GEIQ


def test_what_it_writes_asks_for_an_event_and_is_refused_to_a_reader(app: Flask) -> None:
    company = make_organisation()
    keep()
    moved = Prepared(update(Organisation).where(Organisation.id == bindparam("key")).values(city="Blois"))
    moved.write({"key": company.id})
    with pytest.raises(RuntimeError, match="no audit event"):
        db.session.commit()
    db.session.rollback()
    token = reading.set(True)
    try:
        with pytest.raises(RuntimeError, match="only reads"):
            moved.write({"key": company.id})
    finally:
        reading.reset(token)


def test_whoever_counts_statements_counts_them_too(app: Flask) -> None:
    seen: list[str] = []

    def note(*told: Any) -> None:
        seen.append(told[2])

    prepared = Prepared(select(AuditEvent.id).where(AuditEvent.at > bindparam("at")))
    plain = prepared.rows({"at": datetime(2026, 1, 1, tzinfo=UTC)})
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert prepared.rows({"at": datetime(2026, 1, 1, tzinfo=UTC)}) == plain
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(seen) == 1


def test_dates_are_dates(app: Flask) -> None:
    assert Prepared(select(bindparam("day", date(2026, 11, 1)))).scalar() == date(2026, 11, 1)


def test_a_request_that_only_reads_asks_the_same_once(app: Flask) -> None:
    membership = make_membership(Role.FACILITATOR)
    keep()
    prepared = Prepared(BY_ROLE)
    where = (membership.organisation_id,)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.extend([statement] if statement.startswith("SELECT") else [])

    event.listen(db.engine, "before_cursor_execute", note)
    token = reading.set(True)
    try:
        assert prepared.once(where=where) == prepared.once(where=where) == prepared.rows({"where": where})
        assert (len(asked), prepared.once(where=())) == (2, [])
        db.session.rollback()
        prepared.once(where=where)
        assert len(asked) == 4, "the next transaction asks anew"
    finally:
        db.session.rollback()
        reading.reset(token)
    assert prepared.once(where=where) == prepared.once(where=where)
    assert len(asked) == 6, "who may write asks each time"
    event.remove(db.engine, "before_cursor_execute", note)
