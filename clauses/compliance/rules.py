"""How a clause stands on a day: its progress, its state and why, in words and in one sentence.

Pure: everything is handed in, the day too. The forecast is `clauses.compliance.forecast.rules`, the expected
curve `clauses.compliance.schedule.rules`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.compliance.forecast.rules import Forecast, Start
from facilitator.formats import NBSP, NNBSP, day, hours, percent, plural
from facilitator.words import Word


class ClauseState(Word):
    """How a clause stands; the first is the worst."""

    LATE = "late", "En retard"
    MISSING_REPORT = "missing_report", "Déclaration manquante"
    WATCH = "watch", "À surveiller"
    ON_TRACK = "on_track", "Conforme"


class Reason(Word):
    """The rule that decided how a clause stands."""

    REACHED = "reached", "L’objectif est atteint"
    ENDED_SHORT = "ended_short", "Le marché est fini et il manque des heures"
    ENDED_UNCHECKED = "ended_unchecked", "Le marché est fini, des heures restent à contrôler"
    FORECAST_LATE = "forecast_late", "La prévision est loin de l’objectif"
    NOT_DECLARED = "not_declared", "Des mois échus ne sont pas déclarés"
    FORECAST_SHORT = "forecast_short", "La prévision n’atteint pas l’objectif"
    BEHIND = "behind", "Les heures faites sont loin de ce qui est attendu aujourd’hui"
    START_SOON = "start_soon", "Quelqu’un doit commencer bientôt"
    EARLY = "early", "Le marché commence : trop tôt pour prévoir"
    NOTHING_OWED = "nothing_owed", "Aucune heure n’est due"
    FORECAST_GOOD = "forecast_good", "La prévision atteint l’objectif"


STANDINGS = {
    Reason.ENDED_SHORT: ClauseState.LATE,
    Reason.FORECAST_LATE: ClauseState.LATE,
    Reason.NOT_DECLARED: ClauseState.MISSING_REPORT,
    Reason.ENDED_UNCHECKED: ClauseState.WATCH,
    Reason.FORECAST_SHORT: ClauseState.WATCH,
    Reason.BEHIND: ClauseState.WATCH,
    Reason.START_SOON: ClauseState.WATCH,
}
"""What each rule says; those that are not here say that the clause is on track."""


@dataclass(frozen=True)
class Limits:
    """Where the states begin: dated settings of the body."""

    late_under: Decimal = Decimal("0.85")
    """A forecast below this share of the target is late."""
    behind_under: Decimal = Decimal("0.8")
    """Done below this share of what is expected is behind."""
    known_months: int = 2
    """How many declared months a forecast needs before it decides."""
    start_days: int = 30
    """How many days before its start-by date a clause is watched."""


STRICT = Limits()
"""The defaults of the settings."""


@dataclass(frozen=True)
class Progress:
    """What a clause (or a share of it) owes and has, on a day. Minutes; `late_months` counts months."""

    on: date
    ends_on: date
    due: int
    """The target in force."""
    declared: int
    """Sent by the companies, validated or not."""
    validated: int
    counted: int
    """What the validated ones count for."""
    expected: int
    """What should be done today by its schedule."""
    expected_known: int
    """What should be done at the end of the latest declared month."""
    known: int
    """What the declared months count for, as far as it can be said before they are checked."""
    late_months: int
    known_months: int

    @property
    def ratio(self) -> Decimal | None:
        """Counted over due; None when nothing is owed."""
        return Decimal(self.counted) / self.due if self.due else None

    @property
    def missing(self) -> int:
        """Minutes still to do."""
        return max(0, self.due - self.counted)

    @property
    def ended(self) -> bool:
        """Whether its time is over."""
        return self.on > self.ends_on


def reason_of(progress: Progress, forecast: Forecast, start: Start | None, limits: Limits = STRICT) -> Reason:
    """The first rule that holds, from what is certain to what is foretold."""
    if not progress.due and not forecast.target:
        return Reason.NOTHING_OWED
    if progress.counted >= forecast.target:
        return Reason.REACHED
    if progress.ended and not progress.late_months:
        unchecked = progress.known >= forecast.target
        return Reason.ENDED_UNCHECKED if unchecked else Reason.ENDED_SHORT
    foretold = progress.known_months >= limits.known_months
    share = forecast.share or Decimal()
    if foretold and share < limits.late_under:
        return Reason.FORECAST_LATE
    if progress.late_months:
        return Reason.NOT_DECLARED
    if foretold and share < 1:
        return Reason.FORECAST_SHORT
    if foretold and progress.known < progress.expected_known * limits.behind_under:
        return Reason.BEHIND
    if start is not None and (start.by - progress.on).days <= limits.start_days and share < 1:
        return Reason.START_SOON
    return Reason.FORECAST_GOOD if foretold else Reason.EARLY


def standing_of(reason: Reason) -> ClauseState:
    """The state that a rule gives."""
    return STANDINGS.get(reason, ClauseState.ON_TRACK)


def worst(standings: Iterable[ClauseState]) -> ClauseState:
    """The state of a whole: that of its worst part; on track when it has none."""
    order = list(ClauseState)
    return min(standings, key=order.index, default=ClauseState.ON_TRACK)


def forecast_sentence(
    progress: Progress, forecast: Forecast, start: Start | None, subject: str = "la clause"
) -> str:
    """What a facilitator tells a company: what is missing, where it ends, who must start by when."""
    if progress.counted >= forecast.target:
        return f"L’objectif est atteint{NBSP}: {hours(progress.counted)} sur {hours(forecast.target)}."
    missing = f"Il manque {hours(forecast.target - progress.counted)}"
    if progress.ended:
        return f"{missing} et le marché est fini."
    parts = [missing, f"au rythme actuel, {subject} finira à {percent(forecast.share)}"]
    if start is not None:
        parts.append(
            f"{people_of(start)} {'doit' if start.people == 1 else 'doivent'} commencer avant le "
            f"{day(start.by)}"
        )
    return f"{NNBSP}; ".join(parts) + "."


def people_of(start: Start) -> str:
    """`une personne à temps plein`, `3 personnes à temps plein`."""
    who = "une personne" if start.people == 1 else plural(start.people, "personne")
    return f"{who} à temps plein"
