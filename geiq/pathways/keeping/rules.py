"""When what was written of a person goes: so long after the last contact with her, never while she is
followed.

The CNIL advises two years after the last contact in social support (deliberation 2023-095 of 14 September
2023); the duration is a dated setting of the body. What stays makes the figures: the scheme, the dates, the
phase, the kind of exit, what became of her.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from clauses.contracts.contract_rules import add_months


def last_contact(ended: Iterable[date | None], answered: Iterable[date]) -> date | None:
    """The last day on which a person was followed or gave news, by the ends of all her pathways with a body;
    None while one of them runs.
    """
    ends = list(ended)
    days = [day for day in ends if day is not None]
    if not days or len(days) < len(ends):
        return None
    return max((*days, *answered))


def goes_on(contact: date, months: int) -> date:
    """The day from which what was written may be deleted."""
    return add_months(contact, months) + timedelta(days=1)
