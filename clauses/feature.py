"""What the clauses hand to the shell."""

from clauses.contracts.opendata.commands import contracts as contracts_command
from clauses.contracts.views import READERS
from clauses.contracts.views import bp as contracts
from clauses.sizing.cli import sizing
from facilitator.feature import Feature, MenuEntry

feature = Feature(
    "clauses",
    blueprints=(contracts,),
    menu=(MenuEntry("Marchés", "contracts.index", frozenset(READERS)),),
    commands=(sizing, contracts_command),
)
