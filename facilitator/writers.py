"""SQLite's one lock of writers: who waits for it, how, and how long. Knows nothing of ours."""

import sqlite3
from threading import Lock
from time import monotonic, sleep
from typing import Any, Optional
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

WAITS = 5.0
"""Seconds that a transaction which may write waits for its turn."""
ASKED_EVERY = 0.0005
turns: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()
"""By database: which thread of this process may ask SQLite for the lock."""


class Writer(sqlite3.Connection):
    """A connection that gives its turn to the next writer of the process once its transaction is over."""

    turn: Optional[Lock] = None  # noqa: UP045 (a Lock is a function until Python 3.13)

    def commit(self) -> None:
        """Commit, then let the next one write."""
        try:
            super().commit()
        finally:
            self.give_turn()

    def rollback(self) -> None:
        """Undo, then let the next one write."""
        try:
            super().rollback()
        finally:
            self.give_turn()

    def close(self) -> None:
        """Close, then let the next one write."""
        try:
            super().close()
        finally:
            self.give_turn()

    def give_turn(self) -> None:
        """The next thread that waits may ask for the lock."""
        turn, self.turn = self.turn, None
        if turn is not None:
            turn.release()


def took_turn(engine: Engine, dbapi: Any) -> bool:
    """Begin a transaction that holds the lock; False after five seconds.

    The writers of a process wait for each other asleep: eight that each asked SQLite again every half
    millisecond spent on asking a fifth of what a sending costs.
    """
    until = monotonic() + WAITS
    if isinstance(dbapi, Writer) and dbapi.turn is None:
        turn = turns.setdefault(engine, Lock())
        if not turn.acquire(timeout=WAITS):
            return False
        dbapi.turn = turn
    took = _took_lock(dbapi, until)
    if not took and isinstance(dbapi, Writer):
        dbapi.give_turn()
    return took


def _took_lock(dbapi: Any, until: float) -> bool:
    """Against the other processes. SQLite's own waiting sleeps longer and longer, up to 100 ms: with eight
    writers at once the unlucky ones waited until their time was out while the lock stood free.
    """
    dbapi.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                dbapi.execute("BEGIN IMMEDIATE")
                return True
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                    return False
            sleep(ASKED_EVERY)
    finally:
        dbapi.execute("PRAGMA busy_timeout=5000")
