"""How each thing that is owed becomes a debt: its key, its words, its days."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from clauses.compliance.chase.rules import ChaseStep, Debt, What
from clauses.compliance.schedule.calendar_rules import add_working_days
from clauses.hours.declaring.rules import of_month
from clauses.hours.ledger.asking_rules import Asking
from clauses.hours.ledger.rules import first_of, next_month
from facilitator.feature import Awaited

SECOND_WIND = 5
"""Working days left to do what was opened after its due day (a contract registered late)."""
CORRECTED_WITHIN = 5
"""Working days to correct a month that was returned."""


@dataclass(frozen=True)
class Reach:
    """The contract of a debt."""

    contract_id: int
    contract: str
    reference: str
    buyer_id: int
    buyer: str
    followed_by_id: int | None


def _debt(
    what: What, key: str, organisation_id: int, label: str, reach: Reach | None, **days: object
) -> Debt:
    told = {} if reach is None else dict(vars(reach))
    return Debt(what, key, organisation_id, label, **told, **days)  # type: ignore[arg-type]


@lru_cache(maxsize=500)
def hours_of(said: Asking) -> str:
    """`heures d’octobre 2026`: written once a month, whatever the number of companies."""
    return f"heures {said.of_it}"


def hours(
    organisation_id: int,
    statement_id: int,
    said: Asking,
    month: date,
    due_on: date,
    opened_on: date,
    reach: Reach,
) -> Debt:
    """A month to declare, in the words of what is asked at once (its quarter).

    Opened after its due day, the ladder counts from a few days later.
    """
    return _debt(
        What.HOURS,
        f"statement {statement_id}",
        organisation_id,
        hours_of(said),
        reach,
        due_on=due_on,
        askable_on=max(next_month(month), first_of(due_on)),
        counts_from=add_working_days(opened_on, SECOND_WIND) if opened_on > due_on else None,
        months=frozenset({month}),
    )


def returned(
    organisation_id: int, statement_id: int, month: date, due_on: date, at: date | None, reach: Reach
) -> Debt:
    """A month to correct: its return was a message, so its ladder begins at its own due day."""
    day = at or due_on
    return _debt(
        What.RETURNED,
        f"statement {statement_id} returned {day.isoformat()}",
        organisation_id,
        f"relevé {of_month(month, year=True)} à corriger",
        reach,
        due_on=add_working_days(day, CORRECTED_WITHIN),
        askable_on=day,
        months=frozenset({month}),
        told=ChaseStep.BEFORE,
    )


def confirmation(
    organisation_id: int, statement_id: int, month: date, at: date | None, days: int, reach: Reach
) -> Debt:
    """A month that an employer has to confirm."""
    day = at or next_month(month)
    return _debt(
        What.CONFIRMATION,
        f"confirmation {statement_id} {organisation_id}",
        organisation_id,
        f"heures {of_month(month, year=True)} à confirmer, depuis votre compte",
        reach,
        due_on=add_working_days(day, days),
        askable_on=day,
        months=frozenset({month}),
    )


def papers(
    organisation_id: int, statement_id: int, month: date, at: date | None, days: int, reach: Reach
) -> Debt:
    """A proof that did not come with the hours: it is asked once its days have passed."""
    day = add_working_days(at or next_month(month), days)
    return _debt(
        What.PAPERS,
        f"papers {statement_id}",
        organisation_id,
        f"justificatif des heures {of_month(month, year=True)}",
        reach,
        due_on=day,
        askable_on=day,
        months=frozenset({month}),
    )


def other(told: Awaited, reach: Reach | None) -> Debt:
    """What an upper room says is owed: it told the company itself when it began."""
    what = next((one for one in What if one.value == told.what), What.OTHER)
    return _debt(
        what,
        told.key,
        told.organisation_id,
        told.label,
        reach,
        due_on=told.due_on,
        askable_on=told.askable_on,
        told=ChaseStep.BEFORE,
    )
