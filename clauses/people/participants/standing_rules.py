"""How a person stands today: eligible until when, for how many days, or since when no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clauses.people.eligibility.rules import Window, days_left, eligible_until
from facilitator.formats import day, plural
from facilitator.words import Word

SOON_DAYS = 60
"""From when on an end is announced: time enough to look for what follows (setting of the house)."""


class EligibilityStanding(Word):
    """How a person's eligibility stands, below a heading that says « Éligibilité »."""

    NOW = "maintenant", "Éligible"
    SOON = "bientot", "Se termine bientôt"
    ENDED = "finie", "Finie"
    NEVER = "jamais", "Non validée"


TONES = {
    EligibilityStanding.NOW: "good",
    EligibilityStanding.SOON: "warn",
    EligibilityStanding.ENDED: "bad",
    EligibilityStanding.NEVER: "neutral",
}


@dataclass(frozen=True)
class Countdown:
    """A person's standing on a day; `until` is the last day that counts, past or to come."""

    standing: EligibilityStanding
    until: date | None
    sentence: str

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return TONES[self.standing]


def countdown(windows: Sequence[Window], today: date) -> Countdown:
    """What a page says of somebody's counting windows: `Éligible jusqu’au 1er mars 2028, encore 465 jours`.

    The days are counted as everywhere (`days_left`), the present one in. The same words for every reader:
    never why.
    """
    until = eligible_until(windows, today)
    if until is not None:
        left = days_left(until, today) or 0
        said = f"encore {plural(left, 'jour')}" if left > 1 else "c’est le dernier jour"
        standing = EligibilityStanding.SOON if left - 1 <= SOON_DAYS else EligibilityStanding.NOW
        return Countdown(standing, until, f"Éligible jusqu’au {day(until)}, {said}")
    if not windows:
        return Countdown(EligibilityStanding.NEVER, None, "Éligibilité non validée")
    coming = [window.starts_on for window in windows if window.starts_on > today]
    if coming:
        return Countdown(EligibilityStanding.NEVER, None, f"Éligible à partir du {day(min(coming))}")
    ended = max(window.ends_on for window in windows)
    return Countdown(EligibilityStanding.ENDED, ended, f"Éligibilité finie depuis le {day(ended)}")
