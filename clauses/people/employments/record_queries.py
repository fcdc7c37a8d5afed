"""Write employments down: create, change, end, assign. Each act leaves its event; the caller commits."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from clauses.contracts.contract_rules import Outdated
from clauses.contracts.models import Commitment
from clauses.contracts.rules import Stage
from clauses.contracts.stages.rules import check_editable
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import (
    EmployerKind,
    Sealed,
    Span,
    check_assignment,
    check_contract_dates,
    check_employer,
    check_modality,
    check_sealed,
    check_stated,
    check_weekly,
    first_day,
    suggested_kind,
)
from clauses.people.employments.trades.rules import parse_trade
from clauses.people.participants.models import Participant
from clauses.people.participants.rules import refuse_nir
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken

Months = Callable[[Assignment], Iterable[date]]
"""The months, by their first day, in which an upper room holds hours of an assignment."""
MONTHS: list[Months] = []
STATED = ("employer", "employer_kind", "contract_type")
"""What the figures of a contract say of an employment: they keep it once the contract is closed."""


def held(months: Months) -> Months:
    """An upper room says which months it holds hours of (`Months`)."""
    MONTHS.append(months)
    return months


def sealed_of(employment: Employment) -> list[Sealed]:
    """What closed contracts hold of an employment."""
    found = []
    for one in employment.assignments:
        contract = one.commitment.terms.lot.contract
        if contract.stage is Stage.CLOSED:
            months = {month for reading in MONTHS for month in reading(one)}
            found.append(Sealed(contract.reference, span_of(one), tuple(sorted(months))))
    return found


def span_of(thing: Employment | Assignment) -> Span:
    """The days of an employment or of an assignment."""
    return Span(thing.starts_on, thing.ends_on)


def contract_span(commitment: Commitment) -> Span:
    """The days in which hours of a commitment may be done."""
    contract = commitment.terms.lot.contract
    return Span(commitment.starts_on or contract.starts_on or contract.notified_on, contract.ends_on)


def create_employment(participant: Participant, employer: Organisation, **values: Any) -> Employment:
    """A new employment (`contract_type` and `starts_on` are owed). Leaves `employment.created`.

    `employer_kind` follows from the organisation's kind unless it is said. Raises `RuleBroken`.
    """
    employment = Employment(body_id=participant.body_id, participant=participant, employer=employer)
    _fill(employment, {"employer_kind": None} | values)
    db.session.add(employment)
    record("employment.created", employment, participant=participant.id)
    return employment


def change_employment(employment: Employment, version: int | None, **values: Any) -> list[str]:
    """Change an employment; answers the columns that changed. Leaves `employment.changed`.

    `version` is the one the form was shown with: another one raises `Outdated`, nothing is changed.
    Raises `RuleBroken`, also when a clause it works for would not take it any more.
    """
    if version is not None and version != employment.version:
        raise Outdated
    before = {name: getattr(employment, name) for name in values}
    with db.session.no_autoflush:
        _fill(employment, values)
        for assignment in employment.assignments:
            _check(assignment)
        changed = [name for name in before if before[name] != getattr(employment, name)]
        sealed = sealed_of(employment)
        check_sealed(span_of(employment), sealed)
        check_stated([name for name in changed if name in STATED], sealed)
    if changed:
        record("employment.changed", employment, fields=changed)
    return changed


def end_employment(employment: Employment, ends_on: date, reason: str = "") -> None:
    """The last day of an employment, and of all that it works for. Leaves `employment.ended`.

    Raises `RuleBroken` when a closed contract holds days or hours after that day.
    """
    check_contract_dates(employment.starts_on, ends_on)
    check_sealed(Span(employment.starts_on, ends_on), sealed_of(employment))
    refuse_nir(reason, "end_reason")
    employment.ends_on, employment.end_reason = ends_on, reason[:200]
    for assignment in list(employment.assignments):
        if assignment.commitment.terms.lot.contract.stage is Stage.CLOSED:
            continue
        if assignment.starts_on > ends_on:
            employment.assignments.remove(assignment)
        elif assignment.ends_on is None or assignment.ends_on > ends_on:
            assignment.ends_on = ends_on
    record("employment.ended", employment, on=ends_on.isoformat())


def assign(
    employment: Employment, commitment: Commitment, starts_on: date | None = None, ends_on: date | None = None
) -> Assignment:
    """The employment works for a commitment from a day on. Leaves `employment.assigned`.

    Without a day: the first that belongs to both contracts. Assigned once already, its days change.
    Raises `RuleBroken` when the clause does not provide such an employer, or when days do not fit.
    """
    check_editable(commitment.terms.lot.contract.stage)
    db.session.flush()
    found = db.session.scalar(
        select(Assignment).where(
            Assignment.employment_id == employment.id, Assignment.commitment_id == commitment.id
        )
    )
    starts_on = starts_on or first_day(span_of(employment), contract_span(commitment))
    if found is None:
        found = Assignment(commitment=commitment, starts_on=starts_on, ends_on=ends_on)
        employment.assignments.append(found)
    else:
        found.starts_on, found.ends_on = starts_on, ends_on
    with db.session.no_autoflush:
        _check(found)
    record("employment.assigned", employment, commitment=commitment.id)
    return found


def end_assignment(assignment: Assignment, ends_on: date) -> None:
    """The last day of an assignment. Leaves `employment.unassigned`."""
    check_editable(assignment.commitment.terms.lot.contract.stage)
    assignment.ends_on = ends_on
    with db.session.no_autoflush:
        _check(assignment)
    record("employment.unassigned", assignment.employment, commitment=assignment.commitment_id)


def _check(assignment: Assignment) -> None:
    employment, commitment = assignment.employment, assignment.commitment
    check_modality(employment.employer_kind, commitment.terms.modalities)
    is_own = employment.employer.id == commitment.organisation_id
    if employment.employer_kind is EmployerKind.COMPANY and not is_own:
        raise RuleBroken(
            "Cette entreprise n’emploie que pour son propre engagement : si elle est sous-traitante, "
            "ajoutez-la d’abord au marché.",
            "commitment_id",
        )
    check_assignment(span_of(assignment), span_of(employment), contract_span(commitment))


def _fill(employment: Employment, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, str):
            refuse_nir(value, name)
            value = parse_trade(value) if name == "trade" else value
        setattr(employment, name, value)
    if employment.employer_kind is None:
        employment.employer_kind = suggested_kind(employment.employer.kind)
    check_employer(employment.employer_kind, employment.employer.kind)
    check_contract_dates(employment.starts_on, employment.ends_on)
    check_weekly(employment.weekly_minutes)
