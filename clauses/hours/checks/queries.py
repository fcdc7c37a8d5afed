"""What the checks find, for all the statements of a page in a constant number of selects."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from clauses.hours.checks.memory_queries import Past, elsewhere_of, granted_in, memory_of
from clauses.hours.checks.rules import (
    Elsewhere,
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
from clauses.hours.ledger.held_queries import Head, Held, HeldLine, held_in, is_assigned, works_for
from clauses.hours.ledger.models import Statement
from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import number_of, whole_of
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import Window, on_clause
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import LENDERS, modality_of
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import asking
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken


def held(statement: Statement) -> Held:
    """A statement as it stands, what the session has changed of it included."""
    db.session.flush()
    return held_in([statement.id])[statement.id]


def findings_of(statement: Statement) -> list[Finding]:
    """All that the checks find on a statement as it stands: blocking first, then what asks for a word."""
    return findings_of_all([statement])[statement.id]


def findings_of_all(statements: Sequence[Statement]) -> dict[int, list[Finding]]:
    """The findings of each statement, by its id; the number of selects does not grow with theirs."""
    db.session.flush()
    return findings_in(list(held_in(each.id for each in statements).values()))


def findings_in(months: Sequence[Held]) -> dict[int, list[Finding]]:
    """The same, of what is held already."""
    filled = [each for each in months if each.lines]
    limits = limits_in(months)
    recent = max((limit.silent_months for limit in limits.values()), default=0)
    past, others = memory_of(filled, recent), elsewhere_of(filled)
    granted = granted_in([each.id for each in months])
    return {
        key: [*derogated(blocking(known), granted[key]), *warnings(known)]
        for key, known in facts_in(months, limits, past, others).items()
    }


def blocking_in(months: Sequence[Held]) -> dict[int, list[Finding]]:
    """By statement: what forbids to count its hours, derogations taken into account."""
    found = {key: blocking(known) for key, known in facts_in(months, limits_in(months)).items()}
    granted = granted_in(list(found)) if any(found.values()) else {}
    return {key: derogated(one, granted[key]) if one else one for key, one in found.items()}


def findings_with(
    statement: Statement, employment: Employment, kind: MinutesKind, minutes: int
) -> list[Finding]:
    """What would block if this employment's minutes of the month were these in all."""
    month = held(statement)
    decided = windows_of({employment.participant_id}).get(employment.participant_id, ())
    windows = on_clause(decided, month.head.own_window_months)
    line = replace(
        _typed(employment, kind, minutes, windows),
        assigned=any(one.works_in(month.month) for one in month.lines if one.employment == employment.id)
        or is_working(employment, statement),
    )
    facts = facts_in([month], limits_in([month]))[statement.id]
    found = blocking(replace(facts, lines=(line,)))
    return derogated(found, granted_in([statement.id])[statement.id]) if found else found


def check_sendable(statement: Statement) -> None:
    """Refuse to send what is blocked, or what asks for a word and has none; raises `RuleBroken`."""
    month = held(statement)
    check_sayings(month, findings_in([month])[statement.id])


def check_sayings(month: Held, findings: Sequence[Finding]) -> None:
    """Refuse to send what is blocked; refuse to a company what asks for a word and has none.

    A facilitator who sends on a company's behalf sees the warnings and may pass over them. Raises
    `RuleBroken` with all the sentences at once.
    """
    if refused := refusal(findings):
        raise RuleBroken(refused)
    asker = asking.get()
    if asker is not None and asker.body_id is not None:
        return
    remarks = {line.employment: line.remark for line in month.lines if line.remark}
    if silent := unexplained(findings, remarks):
        said = " ".join(found.sentence for found in silent)
        raise RuleBroken(f"{said} Ajoutez un mot d’explication, ou corrigez.", "remark")


def check_countable(months: Sequence[Held]) -> None:
    """Refuse to validate hours that something blocks (an eligibility revoked since they were sent).

    Raises `RuleBroken`.
    """
    for found in blocking_in(months).values():
        if refused := refusal(found):
            raise RuleBroken(refused)


def limits_of(body_id: int) -> Limits:
    """What a body has set of the checks."""
    settings = settings_for(body_id, today())
    return Limits(
        whole_of(settings.of(CATALOGUE["day_limit_minutes"])),
        number_of(settings.of(CATALOGUE["much_more_factor"])),
        whole_of(settings.of(CATALOGUE["silent_months"])),
    )


def limits_in(months: Sequence[Held]) -> dict[int, Limits]:
    """What each body of these statements has set, by its id."""
    return {body: limits_of(body) for body in {each.head.body_id for each in months}}


Others = Mapping[tuple[int, int], tuple[Elsewhere, ...]]


def facts_in(
    months: Sequence[Held],
    limits: Mapping[int, Limits],
    past: Past = {},  # noqa: B006
    others: Others = {},  # noqa: B006
) -> dict[int, Facts]:
    """The plain facts of each statement, its lines with their windows; what is remembered only warns."""
    windows = windows_of({line.participant for each in months for line in each.standing})
    found = {}
    for each in months:
        head = each.head
        found[head.id] = Facts(
            head.month,
            today(),
            head.begins_on or head.contract_starts_on or head.notified_on,
            head.contract_ends_on,
            head.is_declaring,
            tuple(
                _line(line, head, windows.get(line.participant, ()), past, others) for line in each.standing
            ),
            limits[head.body_id],
            frozenset(head.modalities),
            head.organisation_id == head.party_id,
            head.own_window_months,
        )
    return found


def is_working(employment: Employment, statement: Statement) -> bool:
    """Whether an employment works for the commitment of a statement on some day of its month."""
    days = select(Assignment.starts_on, Assignment.ends_on)
    found = db.session.execute(days.where(works_for(statement.commitment_id, employment.id))).one_or_none()
    return found is not None and is_assigned(*found, statement.month)


def _line(line: HeldLine, head: Head, windows: Sequence[Window], past: Past, others: Others) -> LineFacts:
    return LineFacts(
        line.employment,
        line.person,
        line.kind,
        line.minutes,
        on_clause(windows, head.own_window_months),
        line.starts_on,
        line.ends_on,
        line.remark,
        modality_of(line.employer_kind),
        line.lent,
        line.weekly,
        past.get((line.statement, line.employment, line.kind), {}),
        others.get((line.statement, line.employment), ()),
        line.works_in(head.month),
    )


def _typed(employment: Employment, kind: MinutesKind, minutes: int, windows: Sequence[Window]) -> LineFacts:
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
