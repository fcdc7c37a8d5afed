"""The valuation rules of the demonstration's body: what training and permanent contracts count for."""

from datetime import date
from decimal import Decimal

from clauses.people.employments.rules import ContractType
from clauses.people.valuation.queries import set_rule
from clauses.people.valuation.rules import MinutesKind, Rule
from facilitator.access import Asker

CHARTER = "Charte locale, démonstration"
YEAR = 1_820 * 60


def build(asker: Asker, since: date) -> None:
    """Two dated rules: training counts for half as much again, a permanent contract for one year at most."""
    set_rule(asker, Rule(0, since, Decimal("1.5"), CHARTER, kind=MinutesKind.TRAINING, cap=300 * 60))
    set_rule(asker, Rule(0, since, Decimal(1), CHARTER, ContractType.PERMANENT, cap=YEAR))
