"""The valuation rules of the demonstration's body: what training and permanent contracts count for."""

from datetime import date
from decimal import Decimal

from clauses.people.employments.rules import ContractType
from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.rules import MinutesKind, Rule
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db

CHARTER = "Charte locale, démonstration"
YEAR = 1_820 * 60


def build(asker: Asker, since: date) -> None:
    """Two dated rules: training counts for half as much again, a permanent contract for one year at most."""
    _set(asker, Rule(0, since, Decimal("1.5"), CHARTER, kind=MinutesKind.TRAINING, cap=300 * 60))
    _set(asker, Rule(0, since, Decimal(1), CHARTER, contract_type=ContractType.PERMANENT, cap=YEAR))


def _set(asker: Asker, rule: Rule) -> None:
    row = ValuationRule(
        body_id=asker.organisation_id,
        contract_type=rule.contract_type,
        kind=rule.kind,
        multiplier=rule.multiplier,
        cap_minutes=rule.cap,
        valid_from=rule.valid_from,
        source=rule.source,
        author_id=asker.user_id,
        made_at=now(),
    )
    db.session.add(row)
    record("valuation.set", row, valid_from=rule.valid_from.isoformat())
