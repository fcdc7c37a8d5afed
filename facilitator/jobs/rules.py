"""When a job is due: its periods, the quiet hours of the night, its tries."""

from datetime import date, datetime, time, timedelta

from facilitator.clock import PARIS
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


def is_quiet(at: datetime) -> bool:
    """Whether it is night in Paris for the jobs (1 h 30 to 3 h 30)."""
    return QUIET_FROM <= at.astimezone(PARIS).time() < QUIET_UNTIL


def period_of(minutes: int, at: datetime) -> str | None:
    """The name of the period that holds this instant; None in the quiet hours.

    Days start at 3 h 30 in Paris, on the wall clock: a job of every 1440 minutes is due at that
    hour, or at the first tick after it when nobody was there; one of every 15 minutes has at most
    96 periods a day, whatever the clocks do that night.
    """
    if is_quiet(at):
        return None
    shifted = at.astimezone(PARIS).replace(tzinfo=None) - DAY_STARTS
    if minutes >= DAY_MINUTES:
        days = shifted.date().toordinal()
        return date.fromordinal(days - days % (minutes // DAY_MINUTES)).isoformat()
    slot = (shifted.hour * 60 + shifted.minute) // minutes * minutes
    return f"{shifted.date().isoformat()}/{slot:04d}"


def next_period(minutes: int, at: datetime) -> datetime:
    """The instant, to the minute, at which the next period begins."""
    present, instant = period_of(minutes, at), at.replace(second=0, microsecond=0)
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
