"""Last month, in every state: sent, validated, returned, begun, without an answer; and what is late."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from clauses.hours.demonstration import lent, papers
from clauses.hours.demonstration.plan import CHOSEN, FATES, Fate, full_month
from clauses.hours.demonstration.pooled import COMPANY, WEIGHTS, pool
from clauses.hours.demonstration.telling import Companies, Worked
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import correct, give_back, validate
from clauses.hours.ledger.rules import State, last_of, previous_month
from clauses.hours.statements.rules import REASONS
from clauses.people.demonstration.deciding import morning
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import now, today, told_at

FORGETFUL = 3
"""Companies that have not answered the month before either."""
SENT_AGO = (9, 8, 7, 6, 5, 4, 3, 2, 1)
"""Days since each company sent, one after the other."""
ON_LINE = "Le bulletin de paie dit 7 h de moins : vérifiez."
RECOUNTED = "Une journée comptée deux fois, d’après le relevé du chef de chantier."


class LastMonth:
    """The statements of the month that has just ended, and what becomes of each."""

    def __init__(
        self,
        statements: Sequence[Statement],
        worked: Worked,
        companies: Companies,
    ) -> None:
        self.statements, self.worked, self.companies = statements, worked, companies
        self.fates = _fates(statements)
        silent = [one for one in statements if self.fates[one.id] is Fate.SILENT]
        self.forgetful = {one.commitment_id for one in silent[1 : FORGETFUL + 1]}
        self.month = statements[0].month if statements else today()

    def left_open(self, statement: Statement) -> bool:
        """Whether a statement of the month before waits for an answer too."""
        is_next = statement.month == previous_month(self.month)
        return is_next and statement.commitment_id in self.forgetful

    def _pool(self) -> None:
        """The three clauses of a small company share one person's hours."""
        theirs = [one for one in self.statements if one.organisation.name == COMPANY]
        lines = {one.commitment_id: self.worked.get((one.commitment_id, self.month), {}) for one in theirs}
        theirs.sort(key=lambda one: len(lines[one.commitment_id]), reverse=True)
        workers = list(lines[theirs[0].commitment_id]) if theirs else []
        if len(theirs) < len(WEIGHTS) or not workers:
            return
        minutes = sum(self.worked[theirs[0].commitment_id, self.month].pop(workers[0]).values())
        with told_at(self._ago(12)):
            pool(theirs[: len(WEIGHTS)], workers, minutes, self.month)

    def _rush(self) -> None:
        """On a few sites somebody worked full time all of a sudden: the checks will ask for a word."""
        sent = [one for one in self.statements if self.fates[one.id] is Fate.SENT]
        for statement in sent[2::6]:
            lines = self.worked.get((statement.commitment_id, self.month), {})
            for employment in list(lines)[:1]:
                if _is_whole(statement, employment):
                    lines[employment] = {MinutesKind.WORK: full_month(employment.weekly_minutes)}

    def tell(self) -> None:
        """What each company did, then what the facilitator has already looked at."""
        self._pool()
        self._rush()
        held: dict[int, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            fate = self.fates[statement.id]
            lines = self.worked.get((statement.commitment_id, self.month), {})
            if fate is Fate.STARTED and lines:
                self.companies.fill(statement, dict(list(lines.items())[:1]), self._ago(2))
            elif fate in (Fate.SENT, Fate.VALIDATED, Fate.RETURNED):
                held[statement.organisation_id].append(statement)
        for rank, group in enumerate(held.values()):
            at = self._ago(SENT_AGO[rank % len(SENT_AGO)], 37 * rank % 480)
            for statement in group:
                lines = self.worked.get((statement.commitment_id, self.month), {})
                self.companies.fill(statement, lines, at)
            self.companies.send(group, at)
        with told_at(self._ago(0)):
            self._look()
            lent.say(self.statements)

    def _look(self) -> None:
        with acting() as asker:
            papers.send(asker, self.statements)
            for statement in self.statements:
                fate = self.fates[statement.id]
                if fate is Fate.VALIDATED:
                    validate(statement)
                elif fate is Fate.RETURNED:
                    _return(statement)

    def _ago(self, days: int, minutes: int = 0) -> datetime:
        """So many days ago, not before the month was nearly over, never to come."""
        soonest = morning(last_of(self.month) - timedelta(days=1), minutes)
        return min(max(soonest, morning(today() - timedelta(days=days), minutes)), now())


def _is_whole(statement: Statement, employment: Employment) -> bool:
    """Whether the month lies whole within the employment and the public contract."""
    last, ends_on = last_of(statement.month), statement.commitment.terms.lot.contract.ends_on
    ends = [day for day in (employment.ends_on, ends_on) if day is not None]
    return employment.starts_on < statement.month and all(day > last for day in ends)


def _fates(statements: Sequence[Statement]) -> dict[int, Fate]:
    seen: dict[tuple[str, str], int] = defaultdict(int)
    found = {}
    for turn, statement in enumerate(statements):
        key = statement.commitment.terms.lot.contract.reference, statement.organisation.name
        seen[key] += 1
        found[statement.id] = CHOSEN.get((*key, seen[key]), FATES[turn % len(FATES)])
    return found


def _return(statement: Statement) -> None:
    """For one line, or for the whole month when it holds none."""
    if statement.lines:
        give_back(statement, REASONS["difference"], [(statement.lines[0], ON_LINE)])
    else:
        give_back(statement, REASONS["missing"])


def mend(statements: Sequence[Statement]) -> None:
    """Two validated months are corrected by a line of their own; the figures as declared stay."""
    worked = [one for one in statements if one.state is State.VALIDATED and one.lines]
    with acting():
        for statement in worked[::7][:2]:
            correct(statement, statement.lines[0].employment, MinutesKind.WORK, -7 * 60, RECOUNTED)
