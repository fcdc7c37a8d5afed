"""What the declaring pages decide by themselves: who is ticked at first, what a stepper does, the words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from clauses.hours.ledger.rules import State
from clauses.people.valuation.rules import MinutesKind
from facilitator.formats import hours
from facilitator.formats import month as month_of
from facilitator.words import Word

PURPOSE = "declare"
"""Of the links that lead here."""
STEPS = (30, 420)
"""What a press of − or + changes: half an hour, a day of seven hours (35 h in five days)."""
LEGAL = (
    "J’atteste que ces heures ont été faites, sur ce marché, par ces personnes, et que je suis habilité "
    "à les déclarer pour l’entreprise. Une attestation inexacte est punie par la loi "
    "(Code pénal, article 441-7)."
)


class Answer(Word):
    """Whether there were hours."""

    HOURS = "hours", "Oui, il y a eu des heures"
    NONE = "none", "Non, aucune heure"


TONES = {
    State.EXPECTED: "info",
    State.DRAFT: "info",
    State.RETURNED: "bad",
    State.SUBMITTED: "neutral",
    State.VALIDATED: "good",
}
ACTS = {
    State.EXPECTED: "Déclarer",
    State.DRAFT: "Continuer",
    State.RETURNED: "Corriger",
    State.SUBMITTED: "Voir",
    State.VALIDATED: "Voir",
}
"""The button of a task."""


def of_month(month: date, year: bool = False) -> str:
    """`d’octobre`, `de novembre 2026`."""
    name = month_of(month) if year else str(format_date(month, "MMMM", locale="fr"))
    return f"d’{name}" if name[0] in "ao" else f"de {name}"


def stepped(minutes: int, step: int) -> int:
    """The minutes after a press of − or +: never below zero."""
    return max(0, minutes + step)


def chosen(
    kept: Collection[int] | None, filled: Collection[int], last_month: Collection[int], able: Collection[int]
) -> set[int]:
    """Who is ticked when the page opens: as was kept; else whoever has hours, or had some last month (the
    same people, never the same hours); else everybody, the first month."""
    if kept is not None:
        return (set(kept) | set(filled)) & (set(able) | set(filled))
    return set(filled) or set(last_month) & set(able) or set(able)


@dataclass(frozen=True)
class Worker:
    """A person of a statement: her employment, what is entered this month, whether she may be declared."""

    employment_id: int
    name: str
    trade: str
    minutes: dict[MinutesKind, int]
    worked_last_month: bool
    eligible_until: date | None
    refusal: str = ""
    """Why she cannot be declared this month; '' when she can."""
    note: str = ""
    """What the company must know of her, without any reason of eligibility."""
    returned: str = ""
    """What is to be mended on her lines."""

    @property
    def total(self) -> int:
        """All her minutes of the month."""
        return sum(self.minutes.values())

    @property
    def said(self) -> str:
        """`35 h, dont 7 h de formation`."""
        parts = [
            f"{hours(self.minutes[kind])} de {kind.label.lower()}"
            for kind in (MinutesKind.TRAINING, MinutesKind.MENTORING)
            if self.minutes.get(kind)
        ]
        return hours(self.total) + (f", dont {' et '.join(parts)}" if parts else "")


def refusal_of(month: date, last: date, ends_on: date | None, windows_end: date | None, meets: bool) -> str:
    """Why somebody cannot be declared this month: the contract of employment or the period has ended before.

    `windows_end`: the last day of the last counting window, None when there is none yet.
    """
    if ends_on is not None and ends_on < month:
        return f"Son contrat a pris fin le {_day(ends_on)}."
    if windows_end is not None and not meets:
        if windows_end < month:
            return f"Sa période d’éligibilité a pris fin le {_day(windows_end)}."
        return f"Sa période d’éligibilité commence après le {_day(last)}."
    return ""


def _day(value: date) -> str:
    return f"{value:%d/%m/%Y}"
