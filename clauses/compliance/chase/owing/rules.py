"""How each thing that is owed becomes a debt: its key, its words, its days."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from clauses.compliance.chase.rules import ChaseStep, Debt, What
from clauses.compliance.schedule.calendar_rules import add_working_days
from clauses.contracts.rules import ReportingPeriod
from clauses.hours.declaring.rules import of_month
from clauses.hours.ledger.asking_rules import asking
from clauses.hours.ledger.rules import first_of, next_month
from facilitator.feature import Awaited

HOURS_KEY = "statement "
"""Before the number of a month to declare: its key."""
SECOND_WIND = 5
"""Working days left to do what was opened after its due day (a contract registered late)."""
CORRECTED_WITHIN = 5
"""Working days to correct a month that was returned."""


class Reach(NamedTuple):
    """The contract of a debt."""

    contract_id: int | None
    contract: str
    reference: str
    buyer_id: int | None
    buyer: str
    followed_by_id: int | None


NOWHERE = Reach(None, "", "", None, "", None)
"""A debt of no contract."""


class AskedMonth(NamedTuple):
    """What the companies that owe a month owe alike."""

    label: str
    """`heures d’octobre 2026`, in the words of what is asked at once (its quarter)."""
    askable_on: date
    months: frozenset[date]


@lru_cache(maxsize=5_000)
def asked_month(period: ReportingPeriod, month: date, ends_on: date | None, due_on: date) -> AskedMonth:
    """Written once a month, whatever the number of companies."""
    said = asking(period, month, ends_on)
    askable_on = max(next_month(month), first_of(due_on))
    return AskedMonth(f"heures {said.of_it}", askable_on, frozenset({month}))


def hours(
    organisation_id: int,
    statement_id: int,
    month: AskedMonth,
    due_on: date,
    opened_late: date | None,
    reach: Reach | None,
) -> Debt:
    """A month to declare. Opened after its due day (`opened_late`), its ladder counts from a bit later."""
    return Debt(
        What.HOURS,
        f"{HOURS_KEY}{statement_id}",
        organisation_id,
        month.label,
        due_on,
        month.askable_on,
        add_working_days(opened_late, SECOND_WIND) if opened_late else None,
        *(reach or NOWHERE),
        months=month.months,
    )


def returned(
    organisation_id: int, statement_id: int, month: date, due_on: date, at: date | None, reach: Reach
) -> Debt:
    """A month to correct: its return was a message, so its ladder begins at its own due day."""
    day = at or due_on
    return Debt(
        What.RETURNED,
        f"statement {statement_id} returned {day.isoformat()}",
        organisation_id,
        f"relevé {of_month(month, year=True)} à corriger",
        add_working_days(day, CORRECTED_WITHIN),
        day,
        None,
        *(reach or NOWHERE),
        months=frozenset({month}),
        told=ChaseStep.BEFORE,
    )


def confirmation(
    organisation_id: int, statement_id: int, month: date, at: date | None, days: int, reach: Reach
) -> Debt:
    """A month that an employer has to confirm."""
    day = at or next_month(month)
    return Debt(
        What.CONFIRMATION,
        f"confirmation {statement_id} {organisation_id}",
        organisation_id,
        f"heures {of_month(month, year=True)} à confirmer",
        add_working_days(day, days),
        day,
        None,
        *(reach or NOWHERE),
        months=frozenset({month}),
    )


def papers(
    organisation_id: int, statement_id: int, month: date, at: date | None, days: int, reach: Reach
) -> Debt:
    """A proof that did not come with the hours: it is asked once its days have passed."""
    day = add_working_days(at or next_month(month), days)
    return Debt(
        What.PAPERS,
        f"papers {statement_id}",
        organisation_id,
        f"justificatif des heures {of_month(month, year=True)}",
        day,
        day,
        None,
        *(reach or NOWHERE),
        months=frozenset({month}),
    )


def other(told: Awaited, reach: Reach | None) -> Debt:
    """What an upper room says is owed: it told the company itself when it began."""
    what = next((one for one in What if one.value == told.what), What.OTHER)
    return Debt(
        what,
        told.key,
        told.organisation_id,
        told.label,
        told.due_on,
        told.askable_on,
        None,
        *(reach or NOWHERE),
        told=ChaseStep.BEFORE,
    )
