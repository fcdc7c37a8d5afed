"""The words of eligibility, and the counting window."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from clauses.contracts.contract_rules import add_months
from facilitator.formats import day as said
from facilitator.words import RuleBroken, Word

SUBJECT = 200
"""Characters of a mail's subject: two very long names are cut there, the text says them whole."""


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


class Structure(Word):
    """Which insertion structure hires: it says how many criteria of level 2 are needed."""

    LENDER = "lender", "AI ou ETTI"
    WORKSHOP = "workshop", "ACI, EI ou EITI"


class RequestState(Word):
    """How a company's request stands."""

    OPEN = "open", "À examiner"
    ANSWERED = "answered", "Répondue"
    WITHDRAWN = "withdrawn", "Retirée"


class Situation(Word):
    """Where a person stands towards the clause, as the list says it."""

    ASKED = "asked", "À examiner"
    ENDING = "ending", "Se termine bientôt"
    ELIGIBLE = "eligible", "Éligible"
    ENDED = "ended", "Période terminée"
    REFUSED = "refused", "Non éligible"
    UNDECIDED = "undecided", "Sans décision"


@dataclass(frozen=True)
class Window:
    """The days during which a person's hours count, both included."""

    starts_on: date
    ends_on: date
    revoked_on: date | None = field(default=None, compare=False)
    """The day from which the decision no longer holds, when it was revoked."""

    def covers(self, day: date) -> bool:
        """Whether hours of this day count."""
        return self.starts_on <= day <= self.ends_on

    def meets(self, first: date, last: date) -> bool:
        """Whether some day of a period counts."""
        return self.starts_on <= last and first <= self.ends_on

    def until(self, revoked_on: date | None) -> "Window | None":
        """The window cut the day before a revocation; None when nothing is left."""
        if revoked_on is None:
            return self
        last = min(self.ends_on, revoked_on - timedelta(days=1))
        return Window(self.starts_on, last, revoked_on) if last >= self.starts_on else None

    def lasting(self, months: int | None) -> "Window":
        """The same window on a clause that says itself how many months a person counts; None: as decided.

        What the tender documents say prevails over the body's setting, longer or shorter; a revocation
        ends both. The 24 months are usage, no national text (Recueil AVE, December 2016, not read): the
        setting and the clause are both explicit.
        """
        if months is None:
            return self
        last = add_months(self.starts_on, months) - timedelta(days=1)
        return replace(
            self, ends_on=min(last, self.revoked_on - timedelta(days=1)) if self.revoked_on else last
        )


def on_clause(windows: Iterable[Window], months: int | None) -> tuple[Window, ...]:
    """The windows of a person on a clause, from those decided; `months` is the clause's own duration."""
    return tuple(window.lasting(months) for window in windows)


def eligible_until(windows: Iterable[Window], day: date) -> date | None:
    """The last day of continuous counting from `day` on (adjoining windows follow); None when not covered."""
    last = None
    for window in sorted(windows, key=lambda window: window.starts_on):
        if window.covers(day) or (last is not None and window.starts_on <= last + timedelta(days=1)):
            last = max(last or window.ends_on, window.ends_on)
    return last


def days_left(until: date | None, day: date) -> int | None:
    """Days of counting still to come, the present one included; None when there is none."""
    return None if until is None or until < day else (until - day).days + 1


def situation_of(asked: bool, until: date | None, refused: bool, day: date, soon: int) -> Situation:
    """Where a person stands: what asks for an act first. `soon` is in days."""
    if asked:
        return Situation.ASKED
    if until is None:
        return Situation.REFUSED if refused else Situation.UNDECIDED
    if until < day:
        return Situation.ENDED
    return Situation.ENDING if (until - day).days <= soon else Situation.ELIGIBLE


def check_revocation(window: Window | None, on: date, today: date, reason: str) -> None:
    """Refuse a revocation without reason, of nothing, or in the past.

    The hours of the past stay: what was validated under a decision was validated in good faith, and an
    error is mended by corrections. A window that has not begun may be revoked whole.
    """
    if not reason.strip():
        raise RuleBroken("Indiquez pourquoi l’éligibilité s’arrête.", "reason")
    if window is None or window.ends_on < today:
        raise RuleBroken("Cette décision n’ouvre plus aucune période.")
    earliest = min(max(window.starts_on, today + timedelta(days=1)), window.ends_on + timedelta(days=1))
    if on < earliest:
        raise RuleBroken(
            f"Les heures déjà faites restent comptées : choisissez au plus tôt le {said(earliest)}.", "on"
        )
    if on > window.ends_on:
        raise RuleBroken(f"La période se termine déjà le {said(window.ends_on)}.", "on")


def check_refusal(reason: str) -> None:
    """Refuse to refuse without a reason."""
    if not reason.strip():
        raise RuleBroken("Indiquez pourquoi la personne n’est pas éligible.", "reason")


def told(name: str, until: date | None) -> str:
    """What a company is told, and nothing else: never why."""
    return f"{name} n’est pas éligible." if until is None else f"{name} est éligible jusqu’au {said(until)}."


def message(name: str, until: date | None, body: str) -> tuple[str, str]:
    """The subject and the text of the mail to a company."""
    then = (
        "Ses heures ne peuvent pas être déclarées au titre de la clause sociale."
        if until is None
        else "Jusqu’à cette date, ses heures peuvent être déclarées au titre de la clause sociale."
    )
    text = f"Bonjour,\n\n{told(name, until)}\n{then}\n\nLa raison reste confidentielle.\n\n{body}\n"
    return f"Éligibilité de {name}"[:SUBJECT], text
