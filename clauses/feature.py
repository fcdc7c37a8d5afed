"""What the clauses hand to the shell."""

from clauses.contracts.amendments.views import bp as amendments
from clauses.contracts.commitments.views import bp as commitments
from clauses.contracts.demonstration.demo import PARTS
from clauses.contracts.demonstration.views import bp as sample
from clauses.contracts.lots.views import bp as lots
from clauses.contracts.offers import alerts, hits
from clauses.contracts.opendata.commands import contracts as contracts_command
from clauses.contracts.operations.views import bp as operations
from clauses.contracts.orders.views import bp as orders
from clauses.contracts.stages.views import bp as stages
from clauses.contracts.terms.views import bp as terms
from clauses.contracts.thresholds.views import bp as thresholds
from clauses.contracts.views import READERS
from clauses.contracts.views import bp as contracts
from clauses.sizing.cli import sizing
from facilitator.feature import Feature, MenuEntry

feature = Feature(
    "clauses",
    blueprints=(
        contracts,
        stages,
        lots,
        terms,
        commitments,
        orders,
        amendments,
        thresholds,
        operations,
        sample,
    ),
    menu=(MenuEntry("Marchés", "contracts.index", frozenset(READERS)),),
    alerts=alerts,
    search=hits,
    demo=PARTS,
    commands=(sizing, contracts_command),
)
