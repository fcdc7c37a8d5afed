"""`facilitator backup create|list|verify|restore|drill|key`."""

import json
from pathlib import Path
from time import monotonic

import click
from flask import Flask

from facilitator.backups import keeping
from facilitator.backups.drill import Drill, hold
from facilitator.backups.jobs import DRILL
from facilitator.backups.keeping import House
from facilitator.backups.sealing import new_key
from facilitator.clock import now
from facilitator.db import db
from facilitator.feature import every_control
from facilitator.formats import instant, plural
from facilitator.jobs.queries import claim, close
from facilitator.jobs.rules import RunState
from facilitator.schema import lack
from facilitator.words import RuleBroken


def folder_of(app: Flask, named: str) -> Path:
    """Where the backups are: the option, else the setting."""
    place = named or app.config["BACKUP_DIR"]
    if not place:
        raise click.UsageError("Dites où : --to DOSSIER, ou la variable FACILITATOR_BACKUP_DIR.")
    return Path(place)


def house_of(app: Flask) -> House:
    """What the settings of this installation name."""
    return House(db.engine, Path(app.config["UPLOAD_DIR"]), every_control(), app.config["BACKUP_KEY"])


def refuse(broken: RuleBroken) -> SystemExit:
    """Say why, and leave with exit code 1."""
    click.echo(broken.message, err=True)
    return SystemExit(1)


def chosen(app: Flask, name: str, named: str) -> Path:
    """The backup of this name or path, the latest one without a name."""
    if name:
        place = Path(name)
        return place if place.is_dir() else folder_of(app, named) / name
    known = keeping.kept(folder_of(app, named))
    if not known:
        raise RuleBroken("Il n’y a aucune sauvegarde dans ce dossier.")
    return known[-1]


@click.group("backup")
def backup_command() -> None:
    """Sauvegarder la base et les fichiers, le prouver, les remettre."""


TO = click.option(
    "--to", "named", default="", help="Le dossier des sauvegardes, sinon FACILITATOR_BACKUP_DIR."
)


@backup_command.command("create")
@TO
@click.option("--keep", default=0, help="Ne garder que les N dernières.")
@click.pass_obj
def create_command(app: Flask, named: str, keep: int) -> None:
    """Copier la base et les fichiers reçus, sans arrêter personne, avec les chiffres qui le prouvent."""
    missing = lack(db.engine)
    if missing:
        click.echo(missing, err=True)
        raise SystemExit(2)
    folder, began = folder_of(app, named), monotonic()
    try:
        place = keeping.make(house_of(app), folder)
    except RuleBroken as broken:
        raise refuse(broken) from None
    click.echo(f"{place} ({monotonic() - began:.1f} s)")
    gone = keeping.forget_oldest(folder, keep)
    if gone:
        click.echo(f"{plural(gone, 'ancienne sauvegarde supprimée', 'anciennes sauvegardes supprimées')}.")


@backup_command.command("list")
@TO
@click.pass_obj
def list_command(app: Flask, named: str) -> None:
    """Dire les sauvegardes, la plus ancienne d’abord."""
    for place in keeping.kept(folder_of(app, named)):
        manifest = keeping.manifest_of(place)
        rows = sum(manifest.figures.rows.values())
        click.echo(f"{place.name}\t{instant(manifest.made)}\t{manifest.engine}\t{plural(rows, 'ligne')}")


@backup_command.command("verify")
@click.argument("name", default="")
@TO
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
@click.pass_obj
def verify_command(app: Flask, name: str, named: str, as_json: bool) -> None:
    """Relire une sauvegarde (la dernière sans NAME), comparer ses chiffres ; code 1 si elle ne tient pas."""
    began = monotonic()
    try:
        place = chosen(app, name, named)
        proof = keeping.prove(place, house_of(app))
    except RuleBroken as broken:
        raise refuse(broken) from None
    seconds = round(monotonic() - began, 1)
    if as_json:
        facts = {"backup": place.name, "at": now().isoformat(), "seconds": seconds}
        facts |= {"faults": proof.faults, "restored": not proof.faults and not proof.shallow}
        click.echo(json.dumps(facts | {"shallow": proof.shallow}, ensure_ascii=False))
    else:
        for sentence in proof.faults or [f"{place.name} tient ({seconds} s)."]:
            click.echo(sentence)
        if proof.shallow:
            click.echo(f"Seule la liste de la copie a été lue. {proof.shallow}")
    if proof.faults:
        raise SystemExit(1)


@backup_command.command("restore")
@click.argument("name", default="")
@TO
@click.option("--apply", "applies", is_flag=True, help="Remettre vraiment ; sans elle, rien n’est écrit.")
@click.pass_obj
def restore_command(app: Flask, name: str, named: str, applies: bool) -> None:
    """Remettre une sauvegarde (la dernière sans NAME) à la place de la base des réglages, et la relire.

    Arrêtez d’abord « serve » et « worker ». La base SQLite qui était là est gardée à côté ; une base
    PostgreSQL doit être vide.
    """
    try:
        place, began = chosen(app, name, named), monotonic()
        if not applies:
            where = db.engine.url.render_as_string(hide_password=True)
            click.echo(f"{place.name} irait dans {where}. Ajoutez --apply pour le faire.")
            return
        keeping.restore(place, house_of(app))
    except RuleBroken as broken:
        raise refuse(broken) from None
    click.echo(f"{place.name} est remise, ses chiffres sont les mêmes ({monotonic() - began:.1f} s).")


@backup_command.command("drill")
@click.argument("name", default="")
@TO
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
@click.pass_obj
def drill_command(app: Flask, name: str, named: str, as_json: bool) -> None:
    """Restaurer une sauvegarde (la dernière sans NAME) à part et s’en servir ; code 1 si elle ne sert pas.

    Ses chiffres sont comparés, son journal relu, le docteur y passe. Rien de la base en service n’est
    touché ; l’exercice est noté parmi les tâches de fond, quand cette base est là.
    """
    try:
        place = chosen(app, name, named)
        drill = hold(place, house_of(app), app.config["SECRET_KEY"])
    except RuleBroken as broken:
        raise refuse(broken) from None
    note(drill)
    if as_json:
        click.echo(json.dumps(drill.told(), ensure_ascii=False, indent=2))
    else:
        click.echo(f"{drill.backup}, de {drill.engine}, faite le {drill.made} ({drill.seconds} s).")
        for sentence in [*drill.proved, *drill.faults]:
            click.echo(sentence)
        click.echo("Elle servirait." if drill.holds else "Elle ne servirait pas telle quelle.")
    if not drill.holds:
        raise SystemExit(1)


def note(drill: Drill) -> None:
    """Write the drill in the register of the jobs, where whoever keeps the platform reads it."""
    if lack(db.engine) is not None:
        return
    at = now()
    run = claim(DRILL, f"à la main, {at:%Y-%m-%d %H:%M:%S.%f}", at)
    if run is not None:
        close(run, RunState.DONE if drill.holds else RunState.DEAD, drill.sentence, now())


@backup_command.command("key")
def key_command() -> None:
    """Faire une clé pour chiffrer les sauvegardes (FACILITATOR_BACKUP_KEY) : gardez-la ailleurs qu’elles."""
    click.echo(new_key())
