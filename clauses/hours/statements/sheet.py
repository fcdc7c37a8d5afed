"""What the page of a statement shows, for the reader at hand: one row a person and kind of minutes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clauses.hours.checks.rules import Finding
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState, State, previous_month
from clauses.people.eligibility.rules import Window, eligible_until
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.formats import hours


@dataclass(frozen=True)
class Row:
    """One employment and kind: its line, the corrections beside it, what the checks found."""

    employment: Employment
    kind: MinutesKind
    line: StatementLine | None
    corrections: Sequence[StatementLine] = ()
    findings: Sequence[Finding] = ()
    eligible_until: date | None = None
    """The last day of continuous counting from the month on; None when it does not count."""
    before: int | None = None
    """Minutes of the month before; None when there was none."""

    @property
    def lines(self) -> list[StatementLine]:
        """The line, then its corrections."""
        return [line for line in (self.line, *self.corrections) if line is not None]

    @property
    def minutes(self) -> int:
        """All its minutes, corrections in."""
        return sum(line.minutes for line in self.lines if line.state is not LineState.REFUSED)

    @property
    def counted(self) -> int | None:
        """What they count for; None until they are validated."""
        known = [line.counted for line in self.lines if line.counted is not None]
        return sum(known) if known else None

    @property
    def explained(self) -> bool:
        """Whether the company says a word about it."""
        return any(line.remark for line in self.lines)


def rows_of(
    statement: Statement,
    people: Sequence[Employment],
    findings: Sequence[Finding],
    windows: Mapping[int, Sequence[Window]],
    past: Mapping[tuple[int, int, MinutesKind], Mapping[date, int]],
) -> Iterator[Row]:
    """The rows of a statement, person after person; who has no line has an empty row."""
    for employment in people:
        until = eligible_until(windows.get(employment.participant_id, ()), statement.month)
        own = [line for line in statement.lines if line.employment_id == employment.id]
        kinds = [kind for kind in MinutesKind if any(line.kind is kind for line in own)]
        for kind in kinds or [MinutesKind.WORK]:
            same = [line for line in own if line.kind is kind]
            yield Row(
                employment,
                kind,
                next((line for line in same if line.corrects_id is None), None),
                [line for line in same if line.corrects_id is not None],
                [f for f in findings if (f.employment, f.kind) == (employment.id, kind)],
                until,
                past.get((statement.id, employment.id, kind), {}).get(previous_month(statement.month)),
            )


@dataclass(frozen=True)
class Balance:
    """What one person has of one kind in a validated month, corrections in."""

    employment: Employment
    kind: MinutesKind
    minutes: int

    @property
    def sentence(self) -> str:
        """`Camille Essai, travail : 100 h`."""
        return f"{self.employment.participant.name}, {self.kind.label.lower()} : {hours(self.minutes)}"


def balances_of(statement: Statement, people: Sequence[Employment]) -> list[Balance]:
    """All that a correction may touch: every person of the month, every kind."""
    found = []
    for employment in people:
        own = [line for line in statement.lines if line.employment_id == employment.id]
        for kind in MinutesKind:
            same = [line for line in own if line.kind is kind and line.state is LineState.VALIDATED]
            found.append(Balance(employment, kind, sum(line.minutes for line in same)))
    return found


def next_of(statement: Statement, late: bool) -> str:
    """Who must act now, for the facilitator, in a sentence."""
    if statement.state is State.SUBMITTED:
        return "À vous de contrôler ce relevé."
    if statement.state is State.VALIDATED:
        return "Ce mois est validé : il ne change plus que par une correction signée."
    if statement.state is State.RETURNED:
        return "À l’entreprise de corriger ce qui est renvoyé."
    return "L’entreprise est en retard." if late else "À l’entreprise de déclarer ce mois."
