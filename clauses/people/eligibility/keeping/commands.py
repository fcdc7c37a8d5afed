"""`facilitator eligibility reduce`: the reasons that were kept long enough go. Dry unless `--apply`."""

import click

from clauses.people.eligibility.keeping.queries import due, reduce
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import plural


@click.group()
def eligibility() -> None:
    """Les décisions d’éligibilité."""


@eligibility.command("reduce")
@click.option("--apply", "apply_", is_flag=True, help="Effacer pour de bon ; sans cela, rien n’est écrit.")
def reduce_command(apply_: bool) -> None:
    """Effacer les critères des décisions dont la durée de conservation est passée."""
    found = list(due(today()))
    for one in found if apply_ else ():
        reduce(one, today())
    said = plural(len(found), "décision", "décisions")
    if not apply_:
        click.echo(f"{said} à réduire. Rien n’a été écrit : ajoutez --apply pour effacer leurs critères.")
        return
    if found:
        db.session.commit()
    click.echo(f"{said} réduites : le jour, le validateur et le dispositif restent.")
