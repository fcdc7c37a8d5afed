"""`facilitator bench forecast` and `facilitator bench compliance`: how right, how fast."""

import json
import tempfile
from pathlib import Path
from typing import Any

import click

from clauses.compliance.bench.chase_measures import chase_facts
from clauses.compliance.bench.forecast_measures import summary
from clauses.compliance.bench.histories import lives
from clauses.compliance.bench.pages import measured
from clauses.contracts.opendata.bench.commands import machine
from clauses.hours.bench.commands import SECRET, made
from clauses.hours.bench.world import plan
from clauses.hours.ledger.rules import previous_month
from facilitator.app import create_app
from facilitator.clock import today
from facilitator.db import db
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


@click.command("compliance")
@click.option("--lines", default=100_000, show_default=True, help="Lignes de relevé, sur dix ans au plus.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def bench_compliance(lines: int, as_json: bool) -> None:
    """Mesurer le suivi de 2 000 marchés sur une base de taille nationale, à côté du SQL nu."""
    with tempfile.TemporaryDirectory(prefix="facilitator-bench-") as folder:
        file = Path(folder) / "bench.sqlite3"
        app = create_app(SECRET_KEY=SECRET, DATABASE_URL=f"sqlite:///{file}", UPLOAD_DIR=folder)
        told = plan(lines, previous_month(today().replace(day=1)))
        facts: dict[str, Any] = {"machine": machine(), "base": made(app, told, file)} | measured(app)
        facts["two_hundred_companies"] = chase_facts(Path(folder))
        with app.app_context():
            db.engine.dispose()
    click.echo(json.dumps(facts, indent=2) if as_json else "\n".join(in_words(facts)))


def in_words(facts: dict[str, Any]) -> list[str]:
    """The figures of compliance, a line each."""
    lines = [
        f"{name}\u00a0: {facts[name]['said']} {facts[name]['seconds']}\u00a0s"
        for name in ("conclusions", "conclusions_again", "monday_packs")
    ]
    pages = facts["pages"] | {"chase, 200 entreprises": facts["two_hundred_companies"]["page"]}
    for name, found in pages.items():
        cost = f"{found['page_ms']}\u00a0ms, {found['selects']} requêtes"
        apart = f"SQL nu {found['bare_sql_ms']}\u00a0ms, rendu {found['render_ms']}\u00a0ms"
        lines.append(f"page {name}\u00a0: {cost}\u202f; {apart}\u202f; {found['ratio']} fois les deux")
    return lines
