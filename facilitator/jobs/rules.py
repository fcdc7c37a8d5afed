"""When a job is due: its periods, the quiet hours of the night, its tries.

Every instant handed in here is read on the wall clock: hand in Paris time.
"""

from datetime import date, datetime, time, timedelta

from facilitator.words import Word

# Nothing runs around the hours that the change of clocks skips or repeats (2 h to 3 h in Paris).
QUIET_FROM = time(1, 30)
QUIET_UNTIL = time(3, 30)
DAY_STARTS = timedelta(hours=3, minutes=30)
DAY_MINUTES = 24 * 60

TRIES_AT_MOST = 5
# A run that says nothing for this long is taken for dead, and may be taken over.
RUN_LASTS = timedelta(hours=1)


class RunState(Word):
    """How a run stands."""

    RUNNING = "running", "En cours"
    DONE = "done", "Faite"
    FAILED = "failed", "En échec"


def is_quiet(wall: datetime) -> bool:
    """Whether it is night for the jobs (1 h 30 to 3 h 30)."""
    return QUIET_FROM <= wall.time() < QUIET_UNTIL


def period_of(minutes: int, wall: datetime) -> str | None:
    """The name of the period that holds this instant; None in the quiet hours.

    Days start at 3 h 30: a job of every 1440 minutes is due at that
    hour, or at the first tick after it when nobody was there; one of every 15 minutes has at most
    96 periods a day, whatever the clocks do that night.
    """
    if is_quiet(wall):
        return None
    shifted = wall.replace(tzinfo=None) - DAY_STARTS
    if minutes >= DAY_MINUTES:
        days = shifted.date().toordinal()
        return date.fromordinal(days - days % (minutes // DAY_MINUTES)).isoformat()
    slot = (shifted.hour * 60 + shifted.minute) // minutes * minutes
    return f"{shifted.date().isoformat()}/{slot:04d}"


def next_period(minutes: int, wall: datetime) -> datetime:
    """The instant, to the minute, at which the next period begins."""
    present, instant = period_of(minutes, wall), wall.replace(second=0, microsecond=0)
    step = timedelta(minutes=1 if minutes < DAY_MINUTES else 30)
    if minutes >= DAY_MINUTES:
        instant = instant.replace(minute=instant.minute // 30 * 30)
    while True:
        instant += step
        if period_of(minutes, instant) not in (None, present):
            return instant


def wait_after(tries: int) -> timedelta:
    """How long to wait after this many failed tries: 2, 4, 8, 16 minutes."""
    return timedelta(minutes=2**tries)
