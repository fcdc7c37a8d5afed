"""What blocks a line and what only asks for a word, as pure rules over plain facts.

Daily maximum: 10 h (Code du travail, L3121-18); one day of rest a week (L3132-1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from clauses.hours.ledger.rules import first_of, last_of
from clauses.people.eligibility.rules import Window
from clauses.people.valuation.rules import MinutesKind
from facilitator.formats import day, hours
from facilitator.words import Word

DAY_LIMIT_MINUTES = 600
"""L3121-18: ten hours a day, whatever the weekly hours."""


class Level(Word):
    """What a finding does."""

    BLOCKING = "blocking", "Bloquant"
    WARNING = "warning", "À expliquer"


class Code(Word):
    """What was found; the label is its short name."""

    NOT_ELIGIBLE = "not_eligible", "Éligibilité non validée"
    AFTER_WINDOW = "after_window", "Après la période d’éligibilité"
    OUTSIDE_EMPLOYMENT = "outside_employment", "Hors du contrat de travail"
    BEFORE_CONTRACT = "before_contract", "Avant le marché"
    AFTER_CONTRACT = "after_contract", "Après le marché"
    FUTURE = "future", "Mois à venir"
    DAY_LIMIT = "day_limit", "Plus d’heures que possible"
    CLOSED = "closed", "Marché clos"
    MODALITY = "modality", "Modalité non prévue"
    MUCH_MORE = "much_more", "Bien plus que le mois dernier"
    SILENT = "silent", "Sans heures depuis deux mois"
    OVERLAP = "overlap", "Déclarée ailleurs aussi"
    TWICE = "twice", "Déclarée deux fois"


@dataclass(frozen=True)
class Finding:
    """One thing found on a line (`employment` None: on the whole statement)."""

    level: Level
    code: Code
    sentence: str
    employment: int | None = None
    kind: MinutesKind | None = None


@dataclass(frozen=True)
class LineFacts:
    """What the checks need of a line."""

    employment: int
    person: str
    kind: MinutesKind
    minutes: int
    windows: tuple[Window, ...]
    starts_on: date
    ends_on: date | None
    remark: str = ""


@dataclass(frozen=True)
class Facts:
    """What the checks need of a statement."""

    month: date
    today: date
    contract_starts_on: date | None
    contract_ends_on: date | None
    declaring: bool
    """Whether the contract's stage still takes statements."""
    lines: tuple[LineFacts, ...] = field(default=())

    @property
    def last(self) -> date:
        """The last day of the month."""
        return last_of(self.month)


def working_days(first: date, last: date) -> int:
    """Days of a span, Sundays left out: nobody works more than six days a week (L3132-1)."""
    count = (last - first).days + 1
    return sum((first + timedelta(days=index)).weekday() != 6 for index in range(max(0, count)))


def blocking(facts: Facts) -> list[Finding]:
    """All that forbids to send."""
    return [*_statement(facts), *(finding for line in facts.lines for finding in _line(facts, line))]


def _block(code: Code, sentence: str, line: LineFacts | None = None) -> Finding:
    if line is None:
        return Finding(Level.BLOCKING, code, sentence)
    return Finding(Level.BLOCKING, code, f"{line.person} : {sentence}", line.employment, line.kind)


def _statement(facts: Facts) -> Iterator[Finding]:
    if not facts.declaring:
        yield _block(Code.CLOSED, "Ce marché n’accepte plus de déclaration : son suivi est terminé.")
    if facts.month > first_of(facts.today):
        yield _block(Code.FUTURE, "Ce mois n’a pas commencé.")
    if facts.contract_starts_on is not None and facts.last < facts.contract_starts_on:
        yield _block(Code.BEFORE_CONTRACT, f"Le marché commence le {day(facts.contract_starts_on)}.")
    if facts.contract_ends_on is not None and facts.month > facts.contract_ends_on:
        yield _block(Code.AFTER_CONTRACT, f"Le marché a pris fin le {day(facts.contract_ends_on)}.")


def _line(facts: Facts, line: LineFacts) -> Iterator[Finding]:
    if line.minutes == 0:
        return
    begins = max(facts.month, line.starts_on)
    ends = min(facts.last, line.ends_on or facts.last)
    if begins > ends:
        yield _block(Code.OUTSIDE_EMPLOYMENT, "son contrat ne couvre pas ce mois.", line)
        return
    yield from _eligibility(begins, ends, line)
    days = working_days(begins, ends)
    if line.minutes > days * DAY_LIMIT_MINUTES:
        yield _block(
            Code.DAY_LIMIT,
            f"{hours(line.minutes)} en {days} jours ouvrables dépassent 10 h par jour "
            "(Code du travail, L3121-18).",
            line,
        )


def _eligibility(begins: date, ends: date, line: LineFacts) -> Iterator[Finding]:
    if not line.windows:
        yield _block(Code.NOT_ELIGIBLE, "son éligibilité n’est pas encore validée.", line)
    elif not any(window.meets(begins, ends) for window in line.windows):
        last = max(window.ends_on for window in line.windows)
        sentence = (
            f"sa période d’éligibilité a pris fin le {day(last)}."
            if last < begins
            else f"sa période d’éligibilité commence le {day(min(w.starts_on for w in line.windows))}."
        )
        yield _block(Code.AFTER_WINDOW, sentence, line)


def refusal(findings: Sequence[Finding]) -> str:
    """The blocking findings as one text, one sentence after the other; '' when there is none."""
    return " ".join(found.sentence for found in findings if found.level is Level.BLOCKING)
