"""The past contracts of the asker's body that compare with a CPV division and an amount."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func

from clauses.contracts.models import ClauseTerms, Contract, Lot
from clauses.contracts.rules import Stage
from clauses.sizing.learned.rules import Past, amount_range
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.db import db
from facilitator.feature import tallies_of


def past_contracts(asker: Asker, division: str, amount: Decimal, spread: Fraction, on: date) -> list[Past]:
    """Contracts once notified, of the same CPV division, of a comparable amount, that asked hours.

    What those that have ended really did is what upper rooms have counted (`tallies_of`).
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
        .with_only_columns(Contract.id, Contract.amount, Contract.ends_on, func.sum(ClauseTerms.minutes))
        .group_by(Contract.id, Contract.amount, Contract.ends_on)
    )
    rows = db.session.execute(found).all()
    ended = [key for key, _, ends_on, _ in rows if ends_on is not None and ends_on < on]
    tallies = tallies_of("contract", ended)
    done = {key: tallies[key].done for key in ended if key in tallies}
    return [Past(cost, int(asked), done.get(key)) for key, cost, _, asked in rows if cost and asked]
