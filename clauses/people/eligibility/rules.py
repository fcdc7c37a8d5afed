"""The words of eligibility, and the counting window."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.words import Word


class Scheme(Word):
    """Under which rules a person is looked at."""

    CLAUSE = "clause", "Clause sociale d’insertion"
    IAE = "iae", "Insertion par l’activité économique (PASS IAE)"
    GEIQ = "geiq", "GEIQ"
    ANRU = "anru", "Renouvellement urbain (ANRU)"


class Decision(Word):
    """What the validator decided."""

    ELIGIBLE = "eligible", "Éligible"
    REFUSED = "refused", "Non éligible"


class RequestState(Word):
    """How a company's request stands."""

    OPEN = "open", "À examiner"
    ANSWERED = "answered", "Répondue"
    WITHDRAWN = "withdrawn", "Retirée"


@dataclass(frozen=True)
class Window:
    """The days during which a person's hours count, both included."""

    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Whether hours of this day count."""
        return self.starts_on <= day <= self.ends_on

    def meets(self, first: date, last: date) -> bool:
        """Whether some day of a period counts."""
        return self.starts_on <= last and first <= self.ends_on

    def until(self, revoked_on: date | None) -> "Window | None":
        """The window cut the day before a revocation; None when nothing is left."""
        if revoked_on is None or revoked_on > self.ends_on:
            return self
        last = revoked_on - timedelta(days=1)
        return Window(self.starts_on, last) if last >= self.starts_on else None


def eligible_until(windows: Iterable[Window], day: date) -> date | None:
    """The last day of continuous counting from `day` on (adjoining windows follow); None when not covered."""
    last = None
    for window in sorted(windows, key=lambda window: window.starts_on):
        if window.covers(day) or (last is not None and window.starts_on <= last + timedelta(days=1)):
            last = max(last or window.ends_on, window.ends_on)
    return last
