"""What time it is: the only caller of the system's clock. Days and months are those of Paris."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The civil day in Paris."""
    return now().astimezone(PARIS).date()
