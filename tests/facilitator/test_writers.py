"""SQLite's writers take turns: those of a process wait asleep, nobody waits for ever."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from facilitator import writers
from facilitator.config import engine as settings


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A database of its own, as the house opens it."""
    told = settings(f"sqlite:///{tmp_path / 'turns.sqlite3'}")
    found = create_engine(told.pop("url"), **told)
    with found.begin() as base:
        base.exec_driver_sql("CREATE TABLE written (who INTEGER)")
    return found


def test_eight_writers_of_a_process_follow_each_other(engine: Engine) -> None:
    def write(who: int) -> None:
        for _ in range(5):
            with engine.begin() as base:
                (count,) = base.exec_driver_sql("SELECT count(*) FROM written").one()
                base.exec_driver_sql("INSERT INTO written VALUES (?)", (who * 1000 + count,))

    threads = [threading.Thread(target=write, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with engine.begin() as base:
        found = [row[0] % 1000 for row in base.exec_driver_sql("SELECT who FROM written ORDER BY rowid")]
    assert found == list(range(40)), "each read what those before it had written"
    assert not writers.turns[engine].locked()
    engine.dispose()


def test_a_turn_is_given_back_when_the_writing_fails(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OperationalError), engine.begin() as base:
        base.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
    assert not writers.turns[engine].locked()

    monkeypatch.setattr(writers, "WAITS", 0.02)
    with engine.connect() as first, engine.connect() as second:
        first.begin()
        first.connection.execute("PRAGMA busy_timeout=0")  # type: ignore[attr-defined]
        second.connection.execute("PRAGMA busy_timeout=0")  # type: ignore[attr-defined]
        with pytest.raises(OperationalError, match="locked"):
            second.begin()
        first.rollback()
        second.rollback()
        with second.begin():
            second.exec_driver_sql("INSERT INTO written VALUES (1)")
    engine.dispose()
