"""`facilitator audit verify`."""

import json

import click

from facilitator.audit.queries import verify
from facilitator.formats import plural


@click.group("audit")
def audit_command() -> None:
    """Look after the journal of acts."""


@audit_command.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--anchor", default="", help="A seal printed earlier, which must still be in the chain.")
def verify_command(as_json: bool, anchor: str) -> None:
    """Read the whole chain again; exit code 1 when it is broken."""
    verdict = verify(anchor)
    if as_json:
        answer = {"events": verdict.count, "head": verdict.head, "broken": verdict.broken}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for sentence in verdict.broken or ["Le journal est entier."]:
            click.echo(sentence)
        click.echo(f"{plural(verdict.count, 'événement')}, dernier sceau {verdict.head}")
    if verdict.broken:
        raise SystemExit(1)
