"""`facilitator statements import`: the hours of past years, from a file."""

import json
import sys
from pathlib import Path

import click

from clauses.hours.workbooks.history.queries import body_of, open_history
from clauses.hours.workbooks.history.rules import Report, said
from clauses.hours.workbooks.history.running import apply, read_file, resume
from facilitator.db import db
from facilitator.formats import number
from facilitator.words import RuleBroken

SHOWN = 20
WHICH_BODY = "Dites pour quelle structure\u00a0: --body SIRET."


@click.group()
def statements() -> None:
    """Les relevés d’heures : import des années passées."""


@statements.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--body", "siret", metavar="SIRET", default="", help="La structure porteuse, s’il y en a plusieurs."
)
@click.option("--create", is_flag=True, help="Créer les personnes et les contrats de travail qui manquent.")
@click.option("--apply", "apply_", is_flag=True, help="Écrire pour de bon ; sans cela, rien n’est écrit.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def import_command(file: Path, siret: str, create: bool, apply_: bool, as_json: bool) -> None:
    """Importer un tableau d’heures (.xlsx, .xls, .ods, .csv) : toutes les bonnes lignes, ou aucune."""
    asker = body_of(siret)
    if asker is None:
        click.echo(WHICH_BODY, err=True)
        sys.exit(2)
    try:
        read = read_file(file, asker, create)
        if apply_:
            apply(read, open_history(asker, "", file.name, create), asker)
        answer(read.report, as_json)
    except RuleBroken as broken:
        db.session.rollback()
        answer(Report(sentence=broken.message), as_json)


@statements.command("resume", hidden=True)
@click.argument("import_id", type=int)
@click.option("--apply", "apply_", is_flag=True)
def resume_command(import_id: int, apply_: bool) -> None:
    """Lire, ou écrire, le fichier d’un import envoyé par une page."""
    resume(import_id, apply_)


def answer(report: Report, as_json: bool) -> None:
    """Say what was found or done; code 2 when the file is not read, 1 when some lines are in error."""
    facts = report.facts()
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    elif not report.sentence:
        for error in report.errors[:SHOWN]:
            where = f"{error['sheet']}, ligne {error['row']}" if error["sheet"] else f"Ligne {error['row']}"
            click.echo(f"{where}, « {error['column']} » : {error['sentence']}")
        if len(report.errors) > SHOWN:
            click.echo(f"… et {number(len(report.errors) - SHOWN)} autres.")
        click.echo(said(facts))
        if not report.applied:
            click.echo("Rien n’a été écrit : ajoutez --apply pour importer.")
    if report.sentence:
        click.echo(report.sentence, err=True)
        sys.exit(2)
    sys.exit(1 if report.errors else 0)
