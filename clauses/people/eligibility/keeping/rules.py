"""When the reasons of a decision go: after its hours have stopped counting, and what the law asks to keep.

GDPR, article 5: data are kept no longer than they serve. What stays proves the hours: the day, who
decided, under which scheme, which window.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from clauses.contracts.contract_rules import add_months


@dataclass(frozen=True)
class Kept:
    """A decision: the day it was taken, its window; none for a refusal."""

    decided_on: date
    starts_on: date | None
    counts_until: date | None
    revoked: bool = False


def last_use(kept: Kept, own_months: Iterable[int]) -> date:
    """The last day on which it may count: that of its window, or of the longest clause of the body that says
    its own duration. A revocation ends every window."""
    last = kept.counts_until or kept.decided_on
    if kept.starts_on is None or kept.counts_until is None or kept.revoked:
        return last
    ends = (add_months(kept.starts_on, months) - timedelta(days=1) for months in own_months)
    return max((last, *ends))


def goes_on(kept: Kept, own_months: Iterable[int], months: int) -> date:
    """The day from which its reasons may be deleted, `months` after its last use."""
    return add_months(last_use(kept, own_months), months) + timedelta(days=1)
