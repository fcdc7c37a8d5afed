"""What does not hold is said to whoever can mend it, with its page."""

import pytest
from flask import Flask

from clauses.hours.doctor.place_queries import PLACES
from clauses.hours.ledger.models import Statement
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.doctor.jobs import run
from facilitator.doctor.models import Breach
from facilitator.doctor.queries import place_of
from facilitator.doctor.rules import named
from tests.conftest import Client, keep
from tests.factories import make_body
from tests.factories_hours import make_statement


def wrong() -> Statement:
    """A statement whose kept total is not that of its lines."""
    statement: Statement = make_statement()
    statement.declared_minutes = 61
    keep()
    return statement


def test_a_breach_is_an_urgent_alert_to_the_head_of_its_body_alone(client: Client, app: Flask) -> None:
    statement = wrong()
    said = run()
    assert said.startswith("À réparer.")
    assert run() == said, "twice is once"

    client.as_role(Role.HEAD, db.session.get_one(Organisation, statement.body_id))
    assert "écart entre les totaux et leurs lignes" in client.get("home.index").text.replace(
        "écarts", "écart"
    )
    page = client.get("doctor.index", regle="hours.statement-totals")
    link = page.one("tbody a")
    assert link["href"] == f"/releves/{statement.id}"
    assert client.fetch(str(link["href"])).status == 200

    client.as_role(Role.HEAD, make_body())
    assert "écart" not in client.get("home.index").text
    assert "Aucun écart" in client.get("doctor.index").text


def test_whoever_keeps_the_platform_sees_all_without_doors_that_are_shut(client: Client, app: Flask) -> None:
    wrong()
    run()
    client.as_role(Role.PLATFORM_ADMIN)

    page = client.get("doctor.index")
    assert page.select("tbody tr")
    assert not page.select("tbody a")
    answer = client.ask("GET", client.url("doctor.index_file", ending="csv"))
    assert "Chaque relevé est la somme de ses lignes" in answer.get_data(as_text=True)


def test_what_is_mended_is_told_no_more(client: Client, app: Flask) -> None:
    statement = wrong()
    run()
    statement.declared_minutes = 0
    keep()

    assert run().startswith("Tout tient")
    assert db.session.query(Breach).count() == 0


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("Relevé 12\u00a0: il dit 3 h.", ("Relevé", 12)),
        ("Relevé validé 7\u00a0: 1 changement.", ("Relevé", 7)),
        ("Contrat de travail 3\u00a0: resté.", ("Contrat de travail", 3)),
        ("Événement 4\u00a0: modifié.", None),
        ("Relevé\u00a0: 4 écarts.", None),
        ("La tête du journal a disparu.", None),
    ],
)
def test_a_breach_names_its_thing(sentence: str, thing: tuple[str, int] | None) -> None:
    assert named(sentence, PLACES.keys()) == thing


@pytest.mark.parametrize("noun", sorted(PLACES))
def test_each_noun_is_looked_for(app: Flask, noun: str) -> None:
    assert place_of(f"{noun} 999999\u00a0: rien.", PLACES).endpoint == ""
