"""What the clauses hand to the shell."""

from clauses.contracts.demonstration.demo import PARTS
from clauses.contracts.demonstration.views import bp as sample
from clauses.contracts.opendata.commands import contracts as contracts_command
from clauses.contracts.views import READERS
from clauses.contracts.views import bp as contracts
from clauses.sizing.cli import sizing
from facilitator.feature import Feature, MenuEntry

feature = Feature(
    "clauses",
    blueprints=(contracts, sample),
    menu=(MenuEntry("Marchés", "contracts.index", frozenset(READERS)),),
    demo=PARTS,
    commands=(sizing, contracts_command),
)
