"""`facilitator sizing METHOD`: the calculators on the command line, with the default parameters."""

import json
import sys
from typing import Any

import click

from clauses.sizing.calculators.rules import METHODS
from clauses.sizing.forms import typed
from clauses.sizing.methods.rules import Answer, Input, Method, facts
from facilitator.words import RuleBroken


@click.group()
def sizing() -> None:
    """Calculer des heures d’insertion, étape par étape (sans base de données)."""


def command_of(method: Method) -> click.Command:
    """The command of one method: its inputs as options, `--json` for other programs."""

    def run(as_json: bool, **texts: str | None) -> None:
        try:
            given = {item.name: typed(item, texts[item.name]) for item in method.inputs}
            answer = method.answer(given)
        except RuleBroken as broken:
            click.echo(broken.message, err=True)
            sys.exit(2)
        if as_json:
            click.echo(json.dumps(facts(method, given, answer), ensure_ascii=False, indent=2))
        else:
            click.echo(readable(method, answer))

    options: list[click.Parameter] = [option_of(item) for item in method.inputs]
    options.append(click.Option(["--json", "as_json"], is_flag=True, help="Répondre en JSON."))
    return click.Command(method.name, callback=run, params=options, help=f"{method.title}. {method.purpose}")


def option_of(item: Input) -> click.Option:
    """`--labour-share`; read as text, so that a wrong value is refused with a sentence."""
    words: list[Any] = [item.label, f"({item.unit.label})", "" if item.required else "facultatif"]
    return click.Option([f"--{item.name.replace('_', '-')}", item.name], help=" ".join(filter(None, words)))


def readable(method: Method, answer: Answer) -> str:
    """The explanation as lines of text."""
    lines = [method.title, ""]
    for rank, step in enumerate(answer.steps, start=1):
        lines.append(f"{rank}. {step.label} : {step.formula}")
        lines.append(f"   {step.numbers} = {step.result}".replace("→ =", "→"))
    lines += ["", answer.sentence, *answer.notes]
    if answer.used:
        lines += ["", "Paramètres :"]
        lines += [f"- {value.parameter.label} : {value.text} — {value.source}" for value in answer.used]
    return "\n".join(lines)


for _method in METHODS.values():
    sizing.add_command(command_of(_method))
