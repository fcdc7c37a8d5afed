"""Gather what the checks need of a statement."""

from dataclasses import replace

from clauses.hours.checks.rules import Facts, Finding, LineFacts, blocking
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import DECLARING_STAGES, LineState
from clauses.people.eligibility.queries import windows_of
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.clock import today


def facts_of(statement: Statement) -> Facts:
    """The plain facts of a statement: its lines as entered, with each person's counting windows."""
    contract = statement.commitment.terms.lot.contract
    lines = [line for line in statement.lines if line.state is not LineState.REFUSED]
    windows = windows_of({line.participant_id for line in lines})
    return Facts(
        statement.month,
        today(),
        statement.commitment.starts_on or contract.starts_on or contract.notified_on,
        contract.ends_on,
        contract.stage in DECLARING_STAGES and contract.archived_on is None,
        tuple(
            LineFacts(
                line.employment_id,
                line.participant.name,
                line.kind,
                line.minutes,
                windows.get(line.participant_id, ()),
                line.employment.starts_on,
                line.employment.ends_on,
                line.remark,
            )
            for line in lines
        ),
    )


def findings_of(statement: Statement) -> list[Finding]:
    """All that the checks find on a statement as it stands."""
    return blocking(facts_of(statement))


def findings_with(
    statement: Statement, employment: Employment, kind: MinutesKind, minutes: int
) -> list[Finding]:
    """What the checks would find if this employment's minutes of the month were these in all."""
    line = LineFacts(
        employment.id,
        employment.participant.name,
        kind,
        minutes,
        windows_of({employment.participant_id}).get(employment.participant_id, ()),
        employment.starts_on,
        employment.ends_on,
    )
    return blocking(replace(facts_of(statement), lines=(line,)))
