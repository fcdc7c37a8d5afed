"""The clock of the rounds: when each begins and ends, which have begun, which fall within a slot."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Clock:
    """Rounds that follow each other from a time on. Minutes; the instants are aware."""

    starts_at: datetime
    rounds: int
    minutes: int
    pause: int = 0

    @property
    def step(self) -> timedelta:
        """From the beginning of a round to that of the next."""
        return timedelta(minutes=self.minutes + self.pause)

    def begins(self, round_: int) -> datetime:
        """When a round begins (the first is 1)."""
        return self.starts_at + (round_ - 1) * self.step

    def ends(self, round_: int) -> datetime:
        """When a round ends."""
        return self.begins(round_) + timedelta(minutes=self.minutes)

    @property
    def over(self) -> datetime:
        """When the last one ends."""
        return self.ends(self.rounds)

    def begun(self, at: datetime) -> int:
        """How many rounds have begun."""
        if at < self.starts_at:
            return 0
        return min(self.rounds, (at - self.starts_at) // self.step + 1)

    def within(self, starts_at: datetime, ends_at: datetime) -> tuple[int, int]:
        """The first and the last round that begin during a slot; at least one, the nearest."""
        inside = [one for one in range(1, self.rounds + 1) if starts_at <= self.begins(one) < ends_at]
        if inside:
            return inside[0], inside[-1]
        nearest = min(range(1, self.rounds + 1), key=lambda one: (abs(self.begins(one) - starts_at), one))
        return nearest, nearest


def room_for(starts_at: datetime, ends_at: datetime, minutes: int, pause: int) -> int:
    """How many rounds fit between two instants, one at least."""
    whole = int((ends_at - starts_at).total_seconds()) // 60
    return max(1, (whole + pause) // (minutes + pause))
