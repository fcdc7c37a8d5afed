"""The database keeps its promises: exact types, durability, no lost update, law 4 at run time."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.audit.models import AuditEvent
from facilitator.audit.queries import broken_links, record
from facilitator.db import (
    Exact,
    Installation,
    Instant,
    Money,
    before_writing,
    db,
    looking,
    reading,
    unaudited,
)
from tests.conftest import keep
from tests.factories import make_body, make_organisation
from tests.house import ROOT


def pragma(name: str) -> object:
    """One setting of the present SQLite connection."""
    return db.session.execute(text(f"PRAGMA {name}")).scalar_one()


@pytest.mark.sqlite
def test_sqlite_is_durable_concurrent_and_honest(app: Flask) -> None:
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2  # FULL
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 5000


def test_a_key_that_leads_nowhere_is_refused(app: Flask) -> None:
    db.session.add(Contact(organisation_id=999_999, rank=1, name="Personne"))

    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.parametrize("euros", ["0.00", "0.01", "-12.34", "92233720368547758.07", "1000000.10"])
def test_money_comes_back_to_the_cent(euros: str) -> None:
    column = Money()
    stored = column.process_bind_param(Decimal(euros), None)  # type: ignore[arg-type]

    assert column.process_result_value(stored, None) == Decimal(euros)  # type: ignore[arg-type]
    assert isinstance(stored, int)


def test_money_with_three_places_is_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match="two places"):
        Money().process_bind_param(Decimal("1.005"), None)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["0.1", "0.05", "1E-7", "833.3333333333333333333333333"])
def test_an_exact_number_comes_back_whole(number: str) -> None:
    stored = Exact().process_bind_param(Decimal(number), None)  # type: ignore[arg-type]

    assert Exact().process_result_value(stored, None) == Decimal(number)  # type: ignore[arg-type]
    assert stored is not None
    assert "E" not in stored


def test_an_instant_comes_back_aware_whatever_its_zone(app: Flask) -> None:
    paris_summer = timezone(timedelta(hours=2))
    written = datetime(2026, 7, 1, 12, 0, tzinfo=paris_summer)
    stored = Instant().process_bind_param(written, db.engine.dialect)

    assert Instant().process_result_value(stored, db.engine.dialect) == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_a_naive_instant_is_refused(app: Flask) -> None:
    naive = datetime(2026, 7, 1, 12, 0)  # noqa: DTZ001
    with pytest.raises(StatementError, match="naive"):
        db.session.execute(select(AuditEvent).where(AuditEvent.at == naive))


# ---- one request, one transaction, its event in the same transaction


def test_a_write_without_its_event_is_refused_and_dropped(app: Flask) -> None:
    make_organisation()

    with pytest.raises(RuntimeError, match="no audit event"):
        db.session.commit()
    db.session.rollback()

    assert db.session.scalars(select(Organisation)).all() == []


@pytest.mark.parametrize("act", ["insert", "insert many", "update"])
def test_a_bulk_write_without_its_event_is_refused_too(app: Flask, act: str) -> None:
    row = {"kind": OrganisationKind.COMPANY, "name": "Vite", "city": "", "postcode": ""}
    row |= {"departments": "", "search_key": ""}
    if act == "update":
        db.session.execute(update(Organisation).values(city="Thiers"))
    else:
        db.session.execute(insert(Organisation), [row, row] if act == "insert many" else row)

    with pytest.raises(RuntimeError, match="no audit event"):
        db.session.commit()
    db.session.rollback()


def test_a_write_and_its_event_are_kept_together(app: Flask) -> None:
    record("organisation.created", make_organisation())
    db.session.commit()

    assert len(db.session.scalars(select(Organisation)).all()) == 1
    assert [event.action for event in db.session.scalars(select(AuditEvent))] == ["organisation.created"]


def test_a_rollback_drops_the_write_and_its_event(app: Flask) -> None:
    record("organisation.created", make_organisation())
    db.session.rollback()

    assert db.session.scalars(select(Organisation)).all() == []
    assert db.session.scalars(select(AuditEvent)).all() == []


def test_the_event_of_one_transaction_does_not_excuse_the_next(app: Flask) -> None:
    record("organisation.created", make_organisation())
    db.session.commit()
    make_organisation()

    with pytest.raises(RuntimeError, match="no audit event"):
        db.session.commit()
    db.session.rollback()


def test_a_technical_write_passes_when_it_says_why(app: Flask) -> None:
    make_organisation()
    with unaudited(db.session, "a test"):
        db.session.commit()

    assert len(db.session.scalars(select(Organisation)).all()) == 1


# ---- reading writes nothing


@pytest.mark.parametrize(
    "act",
    [
        make_organisation,
        lambda: db.session.execute(update(Installation).values(is_demo=True)),
        lambda: db.session.execute(text("UPDATE installation SET is_demo = true")),
    ],
    ids=["orm", "statement", "plain text"],
)
def test_whoever_reads_cannot_write(app: Flask, act: Callable[[], object]) -> None:
    keep()
    token = reading.set(True)
    try:
        with pytest.raises((RuntimeError, DBAPIError), match=r"only reads|readonly|read-only"):
            act()
    finally:
        db.session.rollback()
        reading.reset(token)


def test_reading_leaves_the_connection_fit_to_write(app: Flask) -> None:
    token = reading.set(True)
    db.session.execute(select(Installation))
    db.session.rollback()
    reading.reset(token)

    make_body()
    keep()


# ---- several at once


def test_no_update_is_lost_between_threads(app: Flask) -> None:
    counter = make_organisation(name="0")
    identifier, engine, each = counter.id, db.engine, 20
    keep()

    def count() -> None:
        for _ in range(each):
            with Session(engine) as session, unaudited(session, "a test counts"):
                row = session.get_one(Organisation, identifier)
                row.name = str(int(row.name) + 1)
                session.commit()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.refresh(counter)
    assert counter.name == str(4 * each)


@pytest.mark.sqlite
def test_a_killed_process_loses_nothing_it_had_acknowledged(app: Flask) -> None:
    file = app.config["DATABASE_URL"].removeprefix("sqlite:///")
    command = [sys.executable, "-m", "tests.killing", file, "36"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.stdout.endswith(" 0 lost\n"), done.stdout + done.stderr
    assert broken_links() == []


def test_a_civil_day_stays_the_same_day(app: Flask) -> None:
    contact = Contact(organisation=make_organisation(), rank=1, name="Jour", confirmed_on=date(2026, 3, 29))
    db.session.add(contact)
    keep()
    db.session.refresh(contact)

    assert contact.confirmed_on == date(2026, 3, 29)


def test_a_savepoint_that_is_undone_takes_nothing_from_the_acts_before_it(app: Flask) -> None:
    make_organisation(name="Première")
    record("test.done", "test")
    with suppress(ZeroDivisionError), db.session.begin_nested():
        make_organisation(name="Seconde")
        raise ZeroDivisionError
    db.session.commit()
    assert [one.name for one in db.session.scalars(select(Organisation))] == ["Première"]


def test_an_event_undone_with_its_savepoint_does_not_cover_what_comes_after(app: Flask) -> None:
    with suppress(ZeroDivisionError), db.session.begin_nested():
        record("test.done", "test")
        raise ZeroDivisionError
    make_organisation()
    with pytest.raises(RuntimeError, match="no audit event"):
        db.session.commit()


@pytest.mark.parametrize("audited_first", [True, False])
def test_a_savepoint_neither_asks_for_the_event_nor_forgets_it(app: Flask, audited_first: bool) -> None:
    if audited_first:
        record("test.done", "test")
    with db.session.begin_nested():
        make_organisation()
    if not audited_first:
        with pytest.raises(RuntimeError, match="no audit event"):
            db.session.commit()
        record("test.done", "test")
    db.session.commit()


@pytest.mark.sqlite
def test_sqlite_is_told_its_mode_only_when_it_changes(app: Flask) -> None:
    told: list[str] = []
    db.session.rollback()
    with db.engine.connect() as connection:
        connection.connection.driver_connection.set_trace_callback(told.append)  # type: ignore[union-attr]

    def modes() -> list[str]:
        db.session.execute(select(1))
        db.session.rollback()
        found = [one for one in told if "query_only" in one]
        told.clear()
        return found

    modes()
    assert modes() == []
    with before_writing():
        assert modes() == []  # what is read ahead of a write leaves the connection as it is
        with pytest.raises(RuntimeError, match="only reads"):
            db.session.execute(update(Organisation).values(city="Blois"))
    token = reading.set(True)
    try:
        assert modes() == ["PRAGMA query_only=1"]
        assert modes() == []
        with pytest.raises(DBAPIError):
            db.session.execute(text("UPDATE organisation SET city = 'Blois'"))
        db.session.rollback()
    finally:
        reading.reset(token)
    assert modes() == ["PRAGMA query_only=0"]


@pytest.mark.usefixtures("app")
def test_what_is_read_ahead_of_a_write_waits_for_no_writer() -> None:
    record("test.done", "test")  # the lock is held here
    with looking() as base:
        assert base.execute(select(1)).scalar() == 1
    db.session.rollback()
