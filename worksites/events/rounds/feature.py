"""What the rounds of the events hand to the shell, beside their pages."""

from facilitator.feature import Feature
from worksites.events.rounds.commands import rounds as rounds_command
from worksites.events.rounds.doctor_queries import INVARIANTS, PLACES
from worksites.events.rounds.offers import panels

room = Feature("rounds", panels=panels, commands=(rounds_command,), invariants=INVARIANTS, places=PLACES)
