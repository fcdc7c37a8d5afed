"""The past contracts of the asker's body that compare with a CPV division and an amount."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func

from clauses.contracts.models import ClauseTerms, Contract, Lot
from clauses.contracts.rules import Stage
from clauses.sizing.learned.rules import Past, amount_range
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.db import db

NOTHING_DONE: Mapping[int, int] = {}


def past_contracts(
    asker: Asker, division: str, amount: Decimal, spread: Fraction, done: Mapping[int, int] = NOTHING_DONE
) -> list[Past]:
    """Contracts once notified, of the same CPV division, of a comparable amount, that asked hours.

    `done` gives the validated minutes of contracts, by id, where they are known.
    """
    low, high = amount_range(amount, spread)
    found = (
        owned(Contract, asker)
        .where(
            Contract.stage != Stage.PREPARATION,
            Contract.cpv.startswith(division, autoescape=True),
            Contract.amount.between(low, high),
        )
        .join(Contract.lots)
        .join(Lot.terms)
        .where(ClauseTerms.minutes > 0)
        .with_only_columns(Contract.id, Contract.amount, func.sum(ClauseTerms.minutes))
        .group_by(Contract.id, Contract.amount)
    )
    rows = db.session.execute(found).all()
    return [Past(cost, int(asked), done.get(key)) for key, cost, asked in rows if cost and asked]
