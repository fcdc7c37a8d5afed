"""Rows of the pooling; they flush, never commit."""

from datetime import date
from typing import Any

from clauses.contracts.models import Commitment
from clauses.hours.pooling.models import PoolingAgreement
from clauses.hours.pooling.queries import agree
from facilitator.accounts.models import Organisation
from tests.factories import make_body
from tests.factories_hours import MONTH, make_running, make_statement


def make_poolable(body: Organisation | None = None, count: int = 2, **over: Any) -> list[Commitment]:
    """Commitments of contracts that allow pooling, each with its statement of October 2026."""
    body = body or make_body()
    commitments = []
    for _ in range(count):
        commitment = make_running(body, **over)
        commitment.terms.pooling_allowed = True
        make_statement(commitment)
        commitments.append(commitment)
    return commitments


def make_agreement(commitments: list[Commitment], *weights: int, **over: Any) -> PoolingAgreement:
    """An agreement from March 2026, without a known end."""
    values = {
        "title": "Un salarié pour deux marchés",
        "signed_on": date(2026, 2, 20),
        "starts_on": date(2026, 3, 1),
        "ends_on": None,
        "reason": "",
    }
    body_id = commitments[0].terms.lot.contract.body_id
    shares = dict(zip(commitments, weights or (1,) * len(commitments), strict=True))
    return agree(body_id, **values | over, weights=shares)


__all__ = ["MONTH", "make_agreement", "make_poolable"]
