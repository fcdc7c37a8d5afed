"""`facilitator contracts import`: procurement open data from a file."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from clauses.contracts.opendata.imports import Summary, open_import, preview_import, run_import
from clauses.contracts.opendata.reading.files import FOREIGN_STOP
from clauses.contracts.opendata.reading.source import ForeignFile, Source
from clauses.contracts.opendata.running import resume
from facilitator.accounts.rules import parse_siret
from facilitator.formats import number, plural
from facilitator.words import RuleBroken

SHOWN_REFUSALS = 20


@click.group()
def contracts() -> None:
    """Les marchés : données de la commande publique."""


@contracts.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--authority", metavar="SIRET", help="Ne garder que les marchés de cet acheteur.")
@click.option("--dry-run", is_flag=True, help="Lire et compter sans rien écrire.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def import_command(file: Path, authority: str | None, dry_run: bool, as_json: bool) -> None:
    """Importer un fichier de données essentielles (DECP), JSON ou XML, formats 2019 et 2022."""
    try:
        siret = parse_siret(authority) if authority else ""
        Source(file).close()
    except (RuleBroken, ForeignFile) as error:
        answer(Summary(stop=FOREIGN_STOP, sentence=str(error)), as_json)
        return
    if dry_run:
        answer(preview_import(file, siret), as_json)
    else:
        answer(run_import(file, open_import(file, file.name, siret), siret), as_json)


@contracts.command("resume")
@click.argument("import_id", type=int)
@click.option("--dry-run", is_flag=True, help="Lire et compter sans rien écrire.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def resume_command(import_id: int, dry_run: bool, as_json: bool) -> None:
    """Recommencer un import envoyé par une page ; ce qui est fait ne sera pas refait."""
    answer(resume(import_id, dry_run), as_json)


def answer(summary: Summary, as_json: bool) -> None:
    """Say what was done; exit code 2 for a file that is something else, 1 when it was cut."""
    for part in json_parts(summary) if as_json else sentences(summary):
        click.echo(part, nl=not as_json)
    if summary.sentence:
        click.echo(summary.sentence, err=True)
    if summary.stop:
        sys.exit(2 if summary.stop == FOREIGN_STOP else 1)


def json_parts(summary: Summary) -> Iterator[str]:
    """The JSON answer, refusal by refusal: there may be a great many."""
    facts: dict[str, object] = {**summary.counts, "seconds": summary.seconds}
    if summary.sentence:
        facts["error"] = summary.sentence
    yield json.dumps(facts, ensure_ascii=False, indent=2)[:-2] + ',\n  "refusals": ['
    for index, refusal in enumerate(summary.refusals()):
        yield ("," if index else "") + "\n    " + json.dumps(refusal, ensure_ascii=False)
    yield "\n  ]\n}\n" if summary.refused else "]\n}\n"


def sentences(summary: Summary) -> Iterator[str]:
    """The answer in words, what went wrong first."""
    if summary.stop == FOREIGN_STOP:
        return
    for index, refusal in enumerate(summary.refusals()):
        if index == SHOWN_REFUSALS:
            yield f"… et {number(summary.refused - SHOWN_REFUSALS)} autres refus."
            break
        uid = f" ({refusal['uid']})" if refusal["uid"] else ""
        yield f"Refusé, enregistrement {refusal['position']}{uid} : {refusal['reason']}"
    yield (
        f"{plural(summary.read, 'enregistrement lu', 'enregistrements lus')} : "
        f"{plural(summary.created, 'créé')}, {number(summary.updated)} mis à jour, "
        f"{plural(summary.unchanged, 'inchangé')}, "
        f"{plural(summary.refused, 'refusé')} ; {plural(summary.repaired, 'réparé')}."
    )
