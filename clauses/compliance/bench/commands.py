"""`facilitator bench forecast`: the forecast against the ends of invented lives."""

import json
from typing import Any

import click

from clauses.compliance.bench.forecast_measures import summary
from clauses.compliance.bench.histories import lives
from facilitator.formats import percent

MOMENTS = (0.25, 0.5, 0.75)


@click.command("forecast")
@click.option("--lives", "count", default=2000, show_default=True, help="Clauses inventées.")
@click.option("--seed", default=2026, show_default=True, help="Graine du hasard : la même donne les mêmes.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def bench_forecast(count: int, seed: int, as_json: bool) -> None:
    """Comparer la prévision à la fin de clauses inventées, au quart, à la moitié, aux trois quarts."""
    invented = list(lives(count, seed))
    moments = [summary(invented, share) for share in MOMENTS]
    facts = {"seed": seed, "moments": moments}
    click.echo(json.dumps(facts, indent=2) if as_json else "\n".join(readable(one) for one in moments))


def readable(found: dict[str, Any]) -> str:
    """One moment, as a sentence."""
    return (
        f"À {percent(found['at'])} du marché, {found['lives']} clauses : erreur médiane "
        f"{percent(found['median_error'], 1)} de l’objectif (ligne droite : "
        f"{percent(found['straight_line_median_error'], 1)}), fourchette tenue "
        f"{percent(found['within_band'])} du temps ; {found['ended_short']} finissent sous l’objectif, "
        f"{found['of_them_foretold']} étaient annoncées, {found['foretold_wrongly']} à tort."
    )
