"""What the checks find, for all the statements of a page in a constant number of selects."""

from collections.abc import Sequence
from dataclasses import replace

from clauses.hours.checks.memory_queries import elsewhere_of, granted_in, past_of
from clauses.hours.checks.rules import (
    Facts,
    Finding,
    Limits,
    LineFacts,
    blocking,
    derogated,
    refusal,
    unexplained,
)
from clauses.hours.checks.warning_rules import warnings
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import DECLARING_STAGES, LineState
from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import number_of, whole_of
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import Window
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import LENDERS
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import asking
from facilitator.clock import today
from facilitator.words import RuleBroken


def facts_of(statement: Statement) -> Facts:
    """The plain facts of one statement that the blocking checks need: its lines with their windows."""
    return _facts([statement])[statement.id]


def findings_of(statement: Statement) -> list[Finding]:
    """All that the checks find on a statement as it stands: blocking first, then what asks for a word."""
    return findings_of_all([statement])[statement.id]


def findings_of_all(statements: Sequence[Statement]) -> dict[int, list[Finding]]:
    """The findings of each statement, by its id; the number of selects does not grow with theirs."""
    facts = _facts(statements)
    filled = [each for each in statements if each.lines]
    past, others = past_of(filled), elsewhere_of(filled)
    for key, known in facts.items():
        lines = tuple(
            replace(
                line,
                before=past.get((key, line.employment, line.kind), {}),
                elsewhere=others.get((key, line.employment), ()),
            )
            for line in known.lines
        )
        facts[key] = replace(known, lines=lines)
    granted = granted_in(list(facts))
    return {
        key: [*derogated(blocking(known), granted[key]), *warnings(known)] for key, known in facts.items()
    }


def blocking_of(statement: Statement) -> list[Finding]:
    """What forbids to count a statement's hours, derogations taken into account."""
    found = blocking(facts_of(statement))
    return derogated(found, granted_in([statement.id])[statement.id]) if found else found


def findings_with(
    statement: Statement, employment: Employment, kind: MinutesKind, minutes: int
) -> list[Finding]:
    """What would block if this employment's minutes of the month were these in all."""
    windows = windows_of({employment.participant_id}).get(employment.participant_id, ())
    line = _line(employment, kind, minutes, windows)
    found = blocking(replace(facts_of(statement), lines=(line,)))
    return derogated(found, granted_in([statement.id])[statement.id]) if found else found


def check_sendable(statement: Statement) -> None:
    """Refuse to send what is blocked; refuse to a company what asks for a word and has none.

    A facilitator who sends on a company's behalf sees the warnings and may pass over them. Raises
    `RuleBroken` with all the sentences at once.
    """
    findings = findings_of(statement)
    if refused := refusal(findings):
        raise RuleBroken(refused)
    asker = asking.get()
    if asker is not None and asker.body_id is not None:
        return
    remarks = {line.employment_id: line.remark for line in statement.lines if line.remark}
    if silent := unexplained(findings, remarks):
        said = " ".join(found.sentence for found in silent)
        raise RuleBroken(f"{said} Ajoutez un mot d’explication, ou corrigez.", "remark")


def check_countable(statement: Statement) -> None:
    """Refuse to validate hours that something blocks (an eligibility revoked since they were sent).

    Raises `RuleBroken`.
    """
    if refused := refusal(blocking_of(statement)):
        raise RuleBroken(refused)


def limits_of(body_id: int) -> Limits:
    """What a body has set of the checks."""
    settings = settings_for(body_id, today())
    return Limits(
        whole_of(settings.of(CATALOGUE["day_limit_minutes"])),
        number_of(settings.of(CATALOGUE["much_more_factor"])),
        whole_of(settings.of(CATALOGUE["silent_months"])),
    )


def _facts(statements: Sequence[Statement]) -> dict[int, Facts]:
    lines = {
        each.id: [line for line in each.lines if line.state is not LineState.REFUSED] for each in statements
    }
    windows = windows_of({line.participant_id for own in lines.values() for line in own})
    limits = {body: limits_of(body) for body in {each.body_id for each in statements}}
    found = {}
    for statement in statements:
        commitment = statement.commitment
        contract = commitment.terms.lot.contract
        found[statement.id] = Facts(
            statement.month,
            today(),
            commitment.starts_on or contract.starts_on or contract.notified_on,
            contract.ends_on,
            contract.stage in DECLARING_STAGES and contract.archived_on is None,
            tuple(_line_of(line, windows.get(line.participant_id, ())) for line in lines[statement.id]),
            limits[statement.body_id],
            frozenset(commitment.terms.modalities),
            statement.organisation_id == commitment.organisation_id,
        )
    return found


def _line_of(line: StatementLine, windows: Sequence[Window]) -> LineFacts:
    return replace(_line(line.employment, line.kind, line.minutes, windows), remark=line.remark)


def _line(employment: Employment, kind: MinutesKind, minutes: int, windows: Sequence[Window]) -> LineFacts:
    return LineFacts(
        employment.id,
        employment.participant.name,
        kind,
        minutes,
        tuple(windows),
        employment.starts_on,
        employment.ends_on,
        "",
        employment.modality,
        employment.employer_kind in LENDERS,
        employment.weekly_minutes,
    )
