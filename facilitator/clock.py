"""What time it is: the only caller of the system's clock. Days and months are those of Paris."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


def today() -> date:
    """The civil day in Paris."""
    return now().astimezone(PARIS).date()


@contextmanager
def told_at(moment: datetime) -> Iterator[None]:
    """As if it were then: the demonstration tells its past by the same verbs as the present."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
