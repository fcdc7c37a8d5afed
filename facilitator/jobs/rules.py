"""When a job is due: its periods, the quiet hours of the night, its tries, what a stop has missed.

Every instant handed in here is read on the wall clock: hand in Paris time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from facilitator.words import Word

# Nothing runs around the hours that the change of clocks skips or repeats (2 h to 3 h in Paris).
QUIET_FROM = time(1, 30)
QUIET_UNTIL = time(3, 30)
QUIET_LASTS = timedelta(hours=2)
DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES

TRIES_AT_MOST = 5
# A run that says nothing for this long is taken for dead, and may be taken over.
RUN_LASTS = timedelta(hours=1)
# After five failures, the next period is not begun before this: a job that cannot run does not run for ever.
DEAD_RESTS = timedelta(hours=1)

BEAT = timedelta(minutes=1)
# A worker says every minute that it lives: more than two beats late, it is taken for stopped.
SILENT_AFTER = 3 * BEAT


class RunState(Word):
    """How a run stands."""

    ASKED = "asked", "Demandée"
    RUNNING = "running", "En cours"
    DONE = "done", "Faite"
    FAILED = "failed", "En échec, nouvel essai prévu"
    DEAD = "dead", "Abandonnée après cinq échecs"
    SKIPPED = "skipped", "Sautée"


UNFINISHED = (RunState.ASKED, RunState.RUNNING, RunState.FAILED)


def is_quiet(wall: datetime) -> bool:
    """Whether it is night for the jobs (1 h 30 to 3 h 30)."""
    return QUIET_FROM <= wall.time() < QUIET_UNTIL


def check_hour(at: time) -> time:
    """The hour at which a job's day begins; raises ValueError for one of the night."""
    if QUIET_FROM <= at < QUIET_UNTIL:
        raise ValueError(f"no job begins between 1:30 and 3:30: {at}")
    return at


def period_of(minutes: int, wall: datetime, at: time = QUIET_UNTIL) -> str | None:
    """The name of the period that holds this instant; None in the quiet hours.

    A job of every 1440 minutes is due at the hour `at`, or at the first tick after it when nobody was
    there; one of every seven days, on Mondays at that hour. One of every 15 minutes has at most 96 periods a
    day, counted from 3 h 30, whatever the clocks do that night.
    """
    if is_quiet(wall):
        return None
    naive = wall.replace(tzinfo=None)
    if minutes >= DAY_MINUTES:
        days = (naive - _since_midnight(check_hour(at))).date().toordinal() - 1  # 0 was a Monday
        return date.fromordinal(days - days % (minutes // DAY_MINUTES) + 1).isoformat()
    shifted = naive - _since_midnight(QUIET_UNTIL)
    slot = (shifted.hour * 60 + shifted.minute) // minutes * minutes
    return f"{shifted.date().isoformat()}/{slot:04d}"


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def next_period(minutes: int, wall: datetime, at: time = QUIET_UNTIL) -> datetime:
    """The instant, to the minute, at which the next period begins."""
    if minutes >= DAY_MINUTES:
        present = period_of(minutes, wall.replace(hour=12), at) if is_quiet(wall) else None
        begun = date.fromisoformat(present or period_of(minutes, wall, at) or "")
        following = datetime.combine(begun, at, wall.tzinfo)
        while following <= wall:
            following += timedelta(days=minutes // DAY_MINUTES)
        return following
    present, instant = period_of(minutes, wall), wall.replace(second=0, microsecond=0)
    while True:
        instant += timedelta(minutes=1)
        if period_of(minutes, instant) not in (None, present):
            return instant


def wait_after(tries: int) -> timedelta:
    """How long to wait after this many failed tries: 2, 4, 8, 16 minutes."""
    return timedelta(minutes=2**tries)


def after_failure(tries: int, at: datetime) -> tuple[RunState, datetime]:
    """What follows so many failed tries: wait longer and longer, then give up until somebody looks."""
    if tries >= TRIES_AT_MOST:
        return RunState.DEAD, at + DEAD_RESTS
    return RunState.FAILED, at + wait_after(tries)


@dataclass(frozen=True)
class Stop:
    """Periods that nobody ran: the first, the last, how many."""

    first: str
    last: str
    count: int

    @property
    def name(self) -> str:
        """The name under which they are kept as one."""
        return self.first if self.count == 1 else f"{self.first} … {self.last}"


def missed(minutes: int, since: datetime, until: datetime, at: time = QUIET_UNTIL) -> Stop | None:
    """The whole periods between the one that `since` is in and the one that `until` is in; None if none.

    They are not run one by one: the run of `until` makes up for them.
    """
    step = timedelta(minutes=minutes) if minutes < DAY_MINUTES else timedelta(hours=12)
    known = {period_of(minutes, since, at), period_of(minutes, until, at), None}
    names: dict[str, None] = {}
    instant = since + step
    while instant < until:
        name = period_of(minutes, instant, at)
        if name is not None and name not in known:
            names[name] = None
        instant += step
    if not names:
        return None
    return Stop(next(iter(names)), next(reversed(names)), len(names))


def is_silent(seen_at: datetime | None, at: datetime) -> bool:
    """Whether no worker has said for more than two beats that it lives."""
    return seen_at is None or at - seen_at > SILENT_AFTER


def is_late(minutes: int, last: datetime | None, at: datetime) -> bool:
    """Whether the last run began more than two periods before its time; never so before the first."""
    return last is not None and at - last > 3 * timedelta(minutes=minutes) + QUIET_LASTS
