"""How many minutes each person did each month, and what each company did with last month's statements."""

from collections.abc import Sequence
from datetime import date
from random import Random

from clauses.contracts.contract_rules import add_months, end_of
from clauses.people.employments.models import Assignment
from clauses.people.employments.rules import ContractType
from clauses.people.valuation.rules import MinutesKind
from facilitator.words import Word

FULL_MONTH = 9_100
"""151.67 h, the legal month, in minutes."""
QUARTER = 15
TRAINING = 35 * 60
"""A week of training, one month in four, under a professionalisation or apprenticeship contract."""
LEAST = 120
"""Thousandths of a month under which somebody who comes or goes did nothing yet: a long week-end."""
LEARNING = frozenset({ContractType.PROFESSIONALISATION, ContractType.APPRENTICESHIP})


class Fate(Word):
    """What became of a statement of last month."""

    SENT = "sent", "Envoyé"
    VALIDATED = "validated", "Validé"
    SILENT = "silent", "Sans réponse"
    STARTED = "started", "Commencé"
    RETURNED = "returned", "Renvoyé"


FATES = (
    Fate.SENT, Fate.VALIDATED, Fate.SENT, Fate.SENT, Fate.SILENT, Fate.SENT, Fate.VALIDATED, Fate.SENT,
    Fate.STARTED, Fate.SENT, Fate.SENT, Fate.VALIDATED, Fate.SILENT, Fate.SENT,
)  # fmt: skip
CHOSEN = {
    ("2025-GAU-02", "Limagne Travaux Publics", 1): Fate.SILENT,
    ("2025-GAU-02", "Limagne Travaux Publics", 2): Fate.STARTED,
    ("2024-VOI-01", "Limagne Travaux Publics", 1): Fate.SENT,
    ("2026-VER-01", "Limagne Travaux Publics", 1): Fate.RETURNED,
    ("2025-EAU-01", "Limagne Travaux Publics", 1): Fate.VALIDATED,
    ("2023-INS-01", "Limagne Travaux Publics", 1): Fate.VALIDATED,
    ("2025-GAU-02", "Sancy Terrassement", 1): Fate.SENT,
    ("2023-INS-02", "Sancy Terrassement", 1): Fate.SENT,
    ("2025-VOI-02", "Sancy Terrassement", 1): Fate.SENT,
    ("2025-HOP-01", "Construction du Pariou", 1): Fate.SENT,
    ("2025-HOP-01", "Chauffage Dômes Énergie", 1): Fate.SENT,
    ("2025-FDB-01", "Ravalement des Volcans", 1): Fate.RETURNED,
}
"""By contract, company and rank of the company's commitment in it."""


def share_of(assignment: Assignment, month: date) -> int:
    """The part of a month, in thousandths, during which somebody works for a commitment."""
    last = end_of(month, 1)
    starts_on = max(month, assignment.starts_on, assignment.employment.starts_on)
    ends = (last, assignment.ends_on, assignment.employment.ends_on)
    ends_on = min(day for day in ends if day is not None)
    return max(0, (ends_on - starts_on).days + 1) * 1000 // ((last - month).days + 1)


def spread(
    total: int, assignments: Sequence[Assignment], months: Sequence[date]
) -> dict[tuple[int, date], int]:
    """Share minutes out over people and months, by whole quarters of an hour and never beyond a full month.

    The key is (employment, month). Each month differs a little from the other, as on a site.
    """
    weights = {}
    for assignment in assignments:
        chance = Random(assignment.id)
        for month in months:
            share, mood = share_of(assignment, month), chance.randint(80, 115)
            weights[assignment.employment_id, month] = share * mood if share > LEAST else 0
    whole = sum(weights.values()) or 1
    return {
        key: min(total * weight // whole, FULL_MONTH * weight // 115_000) // QUARTER * QUARTER
        for key, weight in weights.items()
        if weight
    }


def full_month(weekly: int | None) -> int:
    """The minutes of a month at full time under a contract of so many minutes a week."""
    return (weekly or 2_100) * 52 // 12 // QUARTER * QUARTER


def kinds_of(contract_type: ContractType, minutes: int, month: date) -> dict[MinutesKind, int]:
    """How the minutes of a month divide: work, and now and then a week of training."""
    if contract_type in LEARNING and month.month % 4 == 0 and minutes > 2 * TRAINING:
        return {MinutesKind.WORK: minutes - TRAINING, MinutesKind.TRAINING: TRAINING}
    return {MinutesKind.WORK: minutes} if minutes > 0 else {}


def months_between(first: date, last: date) -> list[date]:
    """The first days of the civil months from one day to another."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = add_months(month, 1)
    return months
