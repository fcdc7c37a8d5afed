"""`facilitator bench calendar`: each part has a module of its own, found by name, that measures and says."""

import json
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from clauses.contracts.opendata.bench.commands import machine

PARTS = ("feed", "timeline", "rounds")
"""For `feed`, the module `feed_measures`: `facts()` gives figures, `said(facts)` the lines for people."""


@click.command("calendar")
@click.option("--only", type=click.Choice(PARTS), help="Une seule partie.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def bench_calendar(only: str | None, as_json: bool) -> None:
    """Mesurer les agendas de 1 000 et 10 000 événements, leur frise, les tours d’un job dating."""
    facts: dict[str, Any] = {"machine": machine()}
    told: list[str] = []
    for part in (only,) if only else PARTS:
        name = f"{__package__}.{part}_measures"
        if find_spec(name) is not None:
            module = import_module(name)
            facts[part] = module.facts()
            told += module.said(facts[part])
    click.echo(json.dumps(facts, indent=2) if as_json else "\n".join(told))
