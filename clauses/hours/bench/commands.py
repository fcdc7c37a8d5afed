"""`facilitator bench hours`: a national-size base, and the working day on it, beside the bare SQL."""

import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import text

from clauses.contracts.opendata.bench.commands import machine
from clauses.hours.bench.load import at_once, cpu_of, post, serving
from clauses.hours.bench.measures import validating, written
from clauses.hours.bench.pages import pages
from clauses.hours.bench.world import FIRST_COMPANY, Plan, alone, build, plan
from clauses.hours.ledger.rules import previous_month
from clauses.hours.workbooks.bench import measured
from facilitator.app import create_app
from facilitator.audit.queries import bear
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.formats import number
from facilitator.schema import upgrade

SECRET = "the secret of a base that lives as long as a bench"
USERS = 8
WORKBOOK_LINES = 100_000
WARM = 40
"""Requests that are sent first and not measured: the server is then awake."""
DRAFTS = text(
    "SELECT id, organisation_id FROM statement WHERE state = 'draft' "
    "ORDER BY (id * 7919) % 10007 LIMIT :count"
)


@click.command("hours")
@click.option("--lines", default=100_000, show_default=True, help="Lignes de relevé, sur dix ans au plus.")
@click.option("--contracts", default=2000, show_default=True, help="Marchés qui se partagent ces lignes.")
@click.option("--sendings", default=1000, show_default=True, help="Relevés envoyés, huit à la fois.")
@click.option("--workers", default=2, show_default=True, help="Processus du serveur.")
@click.option("--threads", default=2, show_default=True, help="Fils de chaque processus.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def bench_hours(lines: int, contracts: int, sendings: int, workers: int, threads: int, as_json: bool) -> None:
    """Mesurer une journée de travail sur une base de taille nationale, à côté du SQL nu.

    504 000 lignes sur cent marchés ont l’histoire de dix millions sur deux mille : la page d’un marché
    montre alors ce qui tient à la base, et non à son passé.
    """
    told = plan(lines, previous_month(today().replace(day=1)), contracts)
    with tempfile.TemporaryDirectory(prefix="facilitator-bench-") as folder:
        facts = measure(Path(folder), told, sendings, workers, threads)
    click.echo(json.dumps(facts, indent=2) if as_json else "\n".join(readable(facts)))


def measure(folder: Path, told: Plan, sendings: int, workers: int, threads: int) -> dict[str, Any]:
    """Build the base, send, validate, look at the pages."""
    url = f"sqlite:///{folder}/bench.sqlite3"
    app = create_app(SECRET_KEY=SECRET, DATABASE_URL=url, UPLOAD_DIR=str(folder))
    facts: dict[str, Any] = {"machine": machine(), "base": made(app, told, folder / "bench.sqlite3")}
    facts["submit"] = submitting(app, url, sendings, workers, threads)
    facts["written"] = written(app)
    facts["validate"] = validating(app)
    facts["pages"] = pages(app)
    facts["workbook"] = measured(app, folder, min(told.lines, WORKBOOK_LINES))
    with app.app_context():
        db.engine.dispose()
    return facts


def made(app: Flask, told: Plan, file: Path) -> dict[str, Any]:
    """The base: how many lines, in how long, how large."""
    start = time.perf_counter()
    with app.app_context():
        upgrade(db.engine)
        bear(is_demo=False)
        db.session.commit()
        with db.engine.connect() as base, alone(base), base.begin():
            build(base, told, now())
        db.engine.dispose()
    return {
        "lines": told.lines,
        "contracts": told.contracts,
        "months": told.months,
        "people": told.population,
        "built_in_seconds": round(time.perf_counter() - start, 1),
        "megabytes": round(file.stat().st_size / 1e6),
    }


def submitting(app: Flask, url: str, count: int, workers: int, threads: int) -> dict[str, Any]:
    """Send statements through the product's own server, eight users at once: every one whole, by its page."""
    with app.app_context():
        rows = db.session.execute(DRAFTS, {"count": count + WARM}).all()
        db.session.rollback()
        db.engine.dispose()
    calls = [
        post(app, f"/declarer/{key}/verifier", company - FIRST_COMPANY + 2, {"form_key": f"key-{key}"})
        for key, company in rows
    ]
    environment = dict(os.environ) | {"FACILITATOR_DATABASE_URL": url, "FACILITATOR_SECRET_KEY": SECRET}
    with serving(environment, workers, threads) as (port, process):
        at_once(port, calls[:WARM], USERS)
        before = cpu_of(process)
        found = at_once(port, calls[WARM:], USERS)
        found["server_cpu_ms"] = round(1000 * (cpu_of(process) - before) / max(1, found["requests"]), 2)
    return found | {"workers": workers, "threads": threads}


def readable(facts: dict[str, Any]) -> list[str]:
    """The figures in words."""
    base, sent = facts["base"], facts["submit"]
    lines = [
        f"{number(base['lines'])} lignes, {number(base['contracts'])} marchés, faits en "
        f"{base['built_in_seconds']} s, {base['megabytes']} Mo",
        f"envoi d’un relevé, {sent['users']} à la fois : {sent['per_second']} par seconde, p95 "
        f"{sent['p95_ms']} ms, {sent['server_cpu_ms']} ms de processeur, réponses {sent['statuses']}",
        f"validation de {facts['validate']['statements']} relevés : {facts['validate']['ms']} ms",
    ]
    for name, found in facts["pages"].items():
        lines.append(
            f"page {name} : {found['page_ms']} ms, {found['selects']} requêtes ; SQL nu "
            f"{found['bare_sql_ms']} ms, rendu {found['render_ms']} ms ; {found['ratio']} fois les deux"
        )
    return lines
