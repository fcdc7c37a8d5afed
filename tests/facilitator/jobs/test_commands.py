"""`facilitator job` and the page of jobs."""

from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from facilitator.access import Role
from facilitator.audit.models import AuditEvent
from facilitator.clock import now
from facilitator.db import db
from facilitator.feature import Job
from facilitator.jobs.commands import job_command
from facilitator.jobs.queries import beat, last_run
from facilitator.jobs.rules import RunState
from facilitator.jobs.runner import run_due
from tests.conftest import Client


def test_without_a_name_the_jobs_are_listed(app: Flask) -> None:
    answer = CliRunner().invoke(job_command, [], obj=app)

    assert "deliver-mail\tEnvoyer les messages en attente" in answer.output


def test_an_unknown_name_is_refused_with_the_known_ones(app: Flask) -> None:
    answer = CliRunner().invoke(job_command, ["rien"], obj=app)

    assert answer.exit_code == 2
    assert "deliver-mail" in answer.output


def test_a_job_run_by_hand_can_be_seen_on_the_page(client: Client, app: Flask) -> None:
    answer = CliRunner().invoke(job_command, ["deliver-mail"], obj=app)
    client.as_role(Role.PLATFORM_ADMIN)

    page = client.get("jobs.index")

    assert answer.output.startswith("Aucun serveur de courrier")
    assert "Aucun serveur de courrier" in page.text
    assert "Aucun worker ne tourne" in page.text


def test_the_page_is_the_administrators_alone(client: Client) -> None:
    client.as_role(Role.HEAD)

    assert client.get("jobs.index").status == 404


def test_a_job_is_asked_for_from_its_page_and_the_act_is_kept(client: Client, app: Flask) -> None:
    client.as_role(Role.PLATFORM_ADMIN)

    page = client.follow(client.post("jobs.start", name="forget-runs"))

    assert "Demandée" in page.text
    assert last_run("forget-runs").state is RunState.ASKED  # type: ignore[union-attr]
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.action, event.details) == ("job.asked", {"job": "forget-runs"})
    assert client.get("jobs.show", name="rien").status == 404


def test_a_demonstration_says_calmly_that_it_has_no_worker(
    client: Client, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("facilitator.jobs.offers", "facilitator.jobs.views"):
        monkeypatch.setattr(f"{place}.is_demonstration", lambda: True)
    client.as_role(Role.PLATFORM_ADMIN)

    for page in ("home.index", "jobs.index"):
        said = client.get(page).text
        assert "Cette démonstration n’a pas de worker" in said
        assert "Aucun worker ne tourne" not in said


@time_machine.travel("2027-03-01T09:00:00+00:00")
def test_whoever_keeps_the_platform_is_told_of_a_silent_worker_and_of_dead_jobs(
    client: Client, app: Flask
) -> None:
    def poison() -> str:
        raise ValueError("cassé")

    client.as_role(Role.PLATFORM_ADMIN)
    assert "Aucun worker ne tourne (jamais vu)" in client.get("home.index").text
    beat("a", now())
    for minute in range(40):
        with suppress(ValueError):
            run_due(Job("forget-runs", "Oublier", poison, 1440), now() + timedelta(minutes=minute))

    home = client.get("home.index").text
    assert "Aucun worker" not in home
    assert "1 tâche de fond abandonnée" in home
    assert "ValueError : cassé" in client.get("jobs.show", name="forget-runs").text
