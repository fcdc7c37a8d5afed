"""`facilitator doctor`: what must always hold, proved afresh against the rows themselves."""

import json

import click
from flask import Flask

from facilitator.doctor.queries import examine
from facilitator.exchange.scanning import notice
from facilitator.formats import plural


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
@click.pass_obj
def doctor(app: Flask, as_json: bool) -> None:
    """Prouver que les totaux, les droits et le journal tiennent ; code 1 si quelque chose ne tient pas.

    Ce qu’il faut savoir de l’installation (l’antivirus) est dit sur la sortie d’erreur.
    """
    found = examine(app.extensions["features"])
    if as_json:
        facts = {each.invariant.name: {"breaches": each.count, "first": each.breaches} for each in found}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        for each in found:
            state = "tient" if not each.count else plural(each.count, "écart")
            click.echo(f"{each.invariant.label} : {state}")
            for sentence in each.breaches:
                click.echo(f"  {sentence}")
    if said := notice(app.config["SCANNER"]):
        click.echo(said, err=True)
    if any(each.count for each in found):
        raise SystemExit(1)
