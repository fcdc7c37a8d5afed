"""`facilitator plans solve`: what a page starts when a plan is to be solved."""

import sys

import click

from geiq.planning.plans.running import solve_plan
from geiq.planning.rules import PlanState


@click.group()
def plans() -> None:
    """Les plans de cohortes."""


@plans.command("solve")
@click.argument("plan_id", type=int)
def solve_command(plan_id: int) -> None:
    """Calculer un plan ; sa page dit où il en est."""
    state = solve_plan(plan_id)
    click.echo(state.label)
    if state is PlanState.FAILED:
        sys.exit(1)
