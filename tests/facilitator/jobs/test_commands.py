"""`facilitator job` and the page of jobs."""

from click.testing import CliRunner
from flask import Flask

from facilitator.access import Role
from facilitator.jobs.commands import job_command
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
    assert "Faite Aucun serveur de courrier" in page.text


def test_the_page_is_the_administrators_alone(client: Client) -> None:
    client.as_role(Role.HEAD)

    assert client.get("jobs.index").status == 404
