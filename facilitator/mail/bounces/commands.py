"""`facilitator mail bounces`."""

import json
from pathlib import Path

import click

from facilitator.mail.bounces.folder import mark_read, waiting
from facilitator.mail.bounces.jobs import read_one, tally


@click.group("mail")
def mail_command() -> None:
    """S’occuper du courrier."""


@mail_command.command("bounces")
@click.argument("places", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--apply", "applies", is_flag=True, help="Noter vraiment ; sans elle, rien n’est écrit.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def bounces_command(places: tuple[Path, ...], applies: bool, as_json: bool) -> None:
    """Lire des avis de non-remise : fichiers .eml, dossiers de tels fichiers, maildirs.

    Un refus définitif note l’adresse en erreur : la structure est invitée à confirmer ses contacts. Un retard
    est seulement noté. Ce qui a été lu d’un dossier n’est pas relu.
    """
    found = []
    for place in places:
        for file in list(waiting(place)):
            found += read_one(file, applies)
            if applies and place.is_dir():
                mark_read(file)
    if as_json:
        rows = [{"file": one.name, "fate": one.fate.value, "said": one.said} for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(f"{one.name}\t{one.fate.label}\t{one.said}")
    click.echo(tally(found) if applies else f"{tally(found)} Ajoutez --apply pour le noter.")
