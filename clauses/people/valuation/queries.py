"""The valuation rules of a body, as the ledger reads them."""

from sqlalchemy import select

from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.rules import Rule
from facilitator.db import db


def rules_of(body_id: int) -> list[Rule]:
    """Every rule the body ever set, from the oldest to the latest."""
    rows = db.session.scalars(
        select(ValuationRule)
        .where(ValuationRule.body_id == body_id)
        .order_by(ValuationRule.valid_from, ValuationRule.id)
    )
    return [row.rule for row in rows]
