"""`facilitator pathways reduce`: what was written of people long gone goes. Dry unless `--apply`."""

import click

from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import plural
from geiq.pathways.keeping.queries import due, reduce


@click.group()
def pathways() -> None:
    """Les parcours d’accompagnement."""


@pathways.command("reduce")
@click.option("--apply", "apply_", is_flag=True, help="Effacer pour de bon ; sans cela, rien n’est écrit.")
def reduce_command(apply_: bool) -> None:
    """Effacer diagnostics, freins et étapes des parcours dont la durée de conservation est passée."""
    found = list(due(today()))
    for one in found if apply_ else ():
        reduce(one, today())
    if not apply_:
        said = plural(len(found), "parcours à réduire", "parcours à réduire")
        click.echo(f"{said}. Rien n’a été écrit : ajoutez --apply pour effacer ce qui y est écrit.")
        return
    if found:
        db.session.commit()
    said = plural(len(found), "parcours réduit", "parcours réduits")
    click.echo(f"{said} : le dispositif, les dates et la sortie restent.")
