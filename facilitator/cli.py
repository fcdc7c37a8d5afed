"""The console script `facilitator`."""

import os
import sys
from typing import Any

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from sqlalchemy.exc import ArgumentError, DatabaseError

from facilitator.app import create_app, find_features
from facilitator.audit.queries import bear
from facilitator.db import Installation, db
from facilitator.demo import build, prepare
from facilitator.schema import SILENT, lack, upgrade
from facilitator.words import RuleBroken

NEEDS_NO_DATABASE = {"upgrade", "demo", "sizing", "bench", "backup"}

MAIN = "from facilitator.start import main; main()"
UNKNOWN_URL = "FACILITATOR_DATABASE_URL n’est pas l’adresse d’une base connue : écrivez sqlite:///chemin ou postgresql://…"


class House(click.Group):
    """The command group: pushes an application, and refuses to run without a database."""

    def invoke(self, ctx: click.Context) -> Any:
        """Say in a sentence what is missing, before any command that needs it; help needs nothing."""
        rest = [*ctx._protected_args, *ctx.args]  # click keeps them there before invoke
        if "--help" in rest:
            return super().invoke(ctx)
        try:
            app = create_app()
        except (ArgumentError, ModuleNotFoundError):
            click.echo(UNKNOWN_URL, err=True)
            ctx.exit(2)
        ctx.obj = app
        with app.app_context():
            try:
                if rest[0] not in NEEDS_NO_DATABASE:
                    require_database(ctx)
                return super().invoke(ctx)
            except DatabaseError as error:
                if error.statement is not None:
                    raise
                click.echo(SILENT, err=True)  # it cannot even be opened
                ctx.exit(2)
            finally:
                db.session.close()
                db.engine.dispose()


def require_database(ctx: click.Context) -> None:
    """Leave with exit code 2 and a sentence when the database cannot be used."""
    missing = lack(db.engine)
    if missing:
        click.echo(missing, err=True)
        ctx.exit(2)


@click.group(cls=House)
def main() -> None:
    """Facilitator : la journée d’un facilitateur de clauses sociales."""


@main.command("upgrade")
@click.pass_obj
def upgrade_command(app: Flask) -> None:
    """Create or migrate the database that the settings name."""
    upgrade(db.engine)
    if db.session.get(Installation, 1) is None:
        bear(is_demo=False)
        db.session.commit()
    click.echo("La base de données est à jour.")


@main.command()
@click.option("--serve", "serves", is_flag=True, help="Serve it when it is built.")
@click.option("--port", default=8000, show_default=True)
@click.pass_context
def demo(ctx: click.Context, serves: bool, port: int) -> None:
    """Build the demonstration territory, in a database of its own; running it twice changes nothing."""
    try:
        prepare(db.engine)
    except RuleBroken as broken:
        click.echo(broken.message, err=True)
        ctx.exit(2)
    for sentence in build():
        click.echo(sentence)
    click.echo("La démonstration est prête.")
    if serves:
        click.echo(f"Ouvrez http://127.0.0.1:{port} (Ctrl+C pour arrêter).")
        db.engine.dispose()
        # A process that has built is no good parent: the PDF generator's threads do not survive the fork of a
        # server's workers, whose first PDF would wait for ever. It becomes a server that never built.
        os.execv(sys.executable, [sys.executable, "-c", MAIN, "serve", "--port", str(port)])


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads of each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the application (production server)."""
    serve_forever(host, port, workers, threads)


def serve_forever(host: str, port: int, workers: int, threads: int) -> None:
    """Run granian until it is told to stop."""
    Granian(
        "facilitator.serving:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
    ).serve()


@main.group()
def bench() -> None:
    """Mesurer la maison sur cette machine (sans base de données)."""


for _feature in find_features():
    for _command in _feature.commands:
        main.add_command(_command)
    for _bench in _feature.benches:
        bench.add_command(_bench)
