"""`facilitator rounds solve`: what a page starts when the rounds of an event are to be computed."""

import sys

import click

from worksites.events.rounds.rules import RoundState
from worksites.events.rounds.running import solve_plan


@click.group()
def rounds() -> None:
    """Les tours des job datings."""


@rounds.command("solve")
@click.argument("plan_id", type=int)
def solve_command(plan_id: int) -> None:
    """Calculer les tours d’un événement ; leur page dit où en est le calcul."""
    state = solve_plan(plan_id)
    click.echo(state.label)
    if state is RoundState.FAILED:
        sys.exit(1)
