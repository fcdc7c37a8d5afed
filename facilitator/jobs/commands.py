"""`facilitator job NAME` and `facilitator worker`."""

import logging
import signal
import sys

import click
from flask import Flask

from facilitator.clock import now
from facilitator.jobs.runner import build_scheduler, jobs_of, live, run_once, worker_name


@click.command("job")
@click.argument("name", required=False)
@click.pass_obj
def job_command(app: Flask, name: str | None) -> None:
    """Run the job NAME now, due or not; without NAME, list the jobs."""
    jobs = jobs_of(app.extensions["features"])
    if name is None:
        for job in jobs.values():
            click.echo(f"{job.name}\t{job.label}")
        return
    if name not in jobs:
        raise click.UsageError(f"Aucune tâche ne s’appelle « {name} ». Elles sont : {', '.join(jobs)}.")
    click.echo(run_once(jobs[name], f"à la main, {now():%Y-%m-%d %H:%M:%S.%f}", now()))


@click.command("worker")
@click.pass_obj
def worker_command(app: Flask) -> None:
    """Run every job when it is due, until told to stop. Several workers share the work."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    name = worker_name()
    scheduler = build_scheduler(app, name)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    click.echo("Les tâches de fond tournent ; Ctrl+C les arrête.")
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        scheduler.shutdown(wait=True)
        live(app, name, stopped=True)
