"""The grid as a page without scripts: a table of fields, one submit, nothing overwritten in silence."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event

from clauses.contracts.models import Commitment
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import give_back, put_line, submit, touched, validate
from clauses.hours.ledger.rules import State
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.db import db
from facilitator.formats import NBSP
from tests.conftest import Client, keep
from tests.factories_contracts import make_commitment, make_lot, make_terms
from tests.factories_hours import make_employment, make_participant, make_running, make_statement
from tests.page import Page

WORK = MinutesKind.WORK


@pytest.fixture
def commitment(app: Flask, client: Client) -> Commitment:
    """A running commitment, its company signed in."""
    found = make_running()
    client.as_role(Role.DECLARANT, found.organisation)
    return found


def fields(page: Page) -> dict[str, str]:
    """What the page would send."""
    return {str(one["name"]): str(one.get("value", "")) for one in page.select("form[data-grid-form] input")}


def field_of(page: Page, statement: Statement, employment: Employment) -> str:
    """The name of a cell's field."""
    return str(page.one(f"#c-{statement.id}-{employment.id}")["name"])


def minutes_of(statement: Statement, employment: Employment, kind: MinutesKind = WORK) -> int:
    """What a cell holds now."""
    db.session.expire_all()
    lines = (one for one in statement.lines if one.employment_id == employment.id and one.kind is kind)
    return sum(one.minutes for one in lines)


def test_hours_are_typed_and_sent_without_scripts(client: Client, commitment: Commitment) -> None:
    october, november = make_statement(commitment), make_statement(commitment, date(2026, 11, 1))
    employment = make_employment(commitment)
    page = client.get("grid.contract", commitment_id=commitment.id)
    assert [head.get_text(" ", strip=True) for head in page.select("thead th")] == [
        "Personne",
        f"oct.{NBSP}2026 À faire",
        f"nov.{NBSP}2026 À faire",
        "Total",
    ]

    typed = fields(page) | {field_of(page, october, employment): "151,67"}
    answer = client.post("grid.contract", typed, commitment_id=commitment.id)

    shown = client.follow(answer)
    assert f"1{NBSP}case enregistrée" in shown.html
    assert minutes_of(october, employment) == 9100
    assert (october.state, november.state) == (State.DRAFT, State.EXPECTED)
    sums = [one.get_text(strip=True) for one in shown.select("tfoot tr:first-child td")]
    assert sums == [f"151{NBSP}h{NBSP}40", f"0{NBSP}h", f"151{NBSP}h{NBSP}40"]


def test_sending_the_same_page_twice_is_harmless(client: Client, commitment: Commitment) -> None:
    statement, employment = make_statement(commitment), make_employment(commitment)
    page = client.get("grid.contract", commitment_id=commitment.id)
    typed = fields(page) | {field_of(page, statement, employment): "7h30"}
    first = client.post("grid.contract", typed, commitment_id=commitment.id)
    again = client.post("grid.contract", typed, commitment_id=commitment.id)
    assert again.location == first.location
    assert len(statement.lines) == 1


def test_what_does_not_read_as_hours_is_shown_again_and_the_rest_is_saved(
    client: Client, commitment: Commitment
) -> None:
    statement = make_statement(commitment)
    one, other, third = (make_employment(commitment) for _ in range(3))
    page = client.get("grid.contract", commitment_id=commitment.id)
    typed = fields(page) | {
        field_of(page, statement, one): "12/5",
        field_of(page, statement, other): "35h",
        field_of(page, statement, third): "400",
    }
    refused = client.post("grid.contract", typed, commitment_id=commitment.id)
    assert "ressemble à une date" in refused.errors
    assert "10 h par jour" in refused.errors
    assert refused.one(f"#c-{statement.id}-{one.id}")["value"] == "12/5"
    assert refused.one(f"#c-{statement.id}-{one.id}")["aria-invalid"] == "true"
    assert minutes_of(statement, other) == 2100
    assert len(statement.lines) == 1


def test_a_cell_changed_meanwhile_is_shown_with_both_figures_and_the_user_picks(
    client: Client, commitment: Commitment
) -> None:
    statement, employment = make_statement(commitment), make_employment(commitment)
    page = client.get("grid.contract", commitment_id=commitment.id)
    typed = fields(page) | {field_of(page, statement, employment): "8"}
    put_line(statement, employment, WORK, 600)
    touched(statement)
    keep()

    refused = client.post("grid.contract", typed, commitment_id=commitment.id)

    assert refused.status == 409
    assert "10 h y sont enregistrées" in refused.errors
    assert "votre saisie, 8 h." in refused.errors
    assert minutes_of(statement, employment) == 600
    client.follow(client.post("grid.contract", fields(refused), commitment_id=commitment.id))
    assert minutes_of(statement, employment) == 480


def test_closed_cells_say_why(client: Client, commitment: Commitment) -> None:
    months = [make_statement(commitment, date(2026, month, 1)) for month in (7, 8, 9, 10)]
    employment = make_employment(commitment, starts_on=date(2026, 8, 12))
    stranger = make_employment(commitment, make_participant(body_id=commitment.terms.lot.contract.body_id))
    for statement in months[2:]:
        put_line(statement, employment, WORK, 600)
        touched(statement)
        submit([statement], "Camille Essai")
    validate(months[2])

    page = client.get("grid.contract", commitment_id=commitment.id)

    def why(statement: Statement, one: Employment) -> str:
        cell = page.one(f"td[data-place='{statement.id}-{one.id}']")
        return str(page.one(f"#{cell['aria-describedby']}").get_text()) if cell.select("sup") else ""

    assert "contrat de travail ne couvre pas" in why(months[0], employment)
    assert why(months[1], employment) == ""
    assert "est validé" in why(months[2], employment)
    assert "est envoyé" in why(months[3], employment)
    assert why(months[1], stranger) == "L’éligibilité n’est pas encore validée."
    forged = {f"c-{months[2].id}-{employment.id}-1-600": "1"}
    answer = client.post("grid.contract", fields(page) | forged, commitment_id=commitment.id)
    assert "est validé" in answer.errors


def test_a_returned_month_opens_only_the_lines_to_mend(client: Client, commitment: Commitment) -> None:
    statement = make_statement(commitment)
    one, other = make_employment(commitment), make_employment(commitment)
    for employment in (one, other):
        put_line(statement, employment, WORK, 600)
    touched(statement)
    submit([statement], "Camille Essai")
    give_back(statement, "Heures à vérifier", [(statement.lines[0], "Bulletin différent")])
    page = client.get("grid.contract", commitment_id=commitment.id)
    assert page.select(f"#c-{statement.id}-{one.id}")
    assert not page.select(f"#c-{statement.id}-{other.id}")


def test_a_month_shows_every_contract_of_the_company(client: Client, commitment: Commitment) -> None:
    other = make_running(organisation=commitment.organisation)
    both = [make_statement(commitment), make_statement(other)]
    employment = make_employment(commitment)
    page = client.get("grid.month", organisation_id=commitment.organisation_id, month="2026-10")
    assert page.h1 == "Heures d’octobre 2026"
    assert [one["data-statement"] for one in page.select("thead [data-statement]")] == [
        str(one.id) for one in both
    ]
    assert "n’est pas affectée à ce marché" in page.text
    typed = fields(page) | {field_of(page, both[0], employment): "1 234,5 min"}
    refused = client.post("grid.month", typed, organisation_id=commitment.organisation_id, month="2026-10")
    assert "ne se lit pas comme des heures" in refused.errors


def test_two_parts_of_one_contract_are_told_apart(client: Client, commitment: Commitment) -> None:
    contract = commitment.terms.lot.contract
    for number, title in (("2", "Peinture"), ("3", "Plomberie")):
        terms = make_terms(make_lot(contract, number=number, title=title))
        part = make_commitment(terms, organisation=commitment.organisation)
        make_statement(part)
        make_employment(part)
    page = client.get("grid.month", organisation_id=commitment.organisation_id, month="2026-10")

    assert [below.text for below in page.select("thead .below")] == ["Peinture", "Plomberie"]


def test_each_kind_of_minutes_has_its_grid(client: Client, commitment: Commitment) -> None:
    statement, employment = make_statement(commitment), make_employment(commitment)
    put_line(statement, employment, WORK, 600)
    touched(statement)
    where = {"commitment_id": commitment.id, "nature": "training"}
    page = client.get("grid.contract", **where)
    assert page.one(f"#c-{statement.id}-{employment.id}")["value"] == ""
    client.post("grid.contract", fields(page) | {field_of(page, statement, employment): "2"}, **where)
    assert minutes_of(statement, employment, MinutesKind.TRAINING) == 120
    assert statement.entered_minutes == 720


def test_the_list_leads_to_the_grids(client: Client, commitment: Commitment) -> None:
    make_statement(commitment)
    page = client.get("grid.index")
    assert commitment.terms.lot.contract.reference in page.text
    assert client.get("grid.index", q="introuvable").select(".empty")
    assert client.get("grid.index_file", ending="csv").status == 200


def test_a_grid_takes_the_same_number_of_queries_whatever_its_size(
    client: Client, commitment: Commitment
) -> None:
    def count(people: int) -> int:
        for _ in range(people):
            employment = make_employment(commitment)
            for statement in statements:
                put_line(statement, employment, WORK, 60)
        seen: list[str] = []
        keep()
        note = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", note)
        client.get("grid.contract", commitment_id=commitment.id)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    statements = [make_statement(commitment, date(2026, month, 1)) for month in range(3, 11)]
    count(1)
    assert count(1) == count(6) <= 18


def test_many_people_are_cut_into_pages_and_the_totals_are_everybodys(
    client: Client, commitment: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clauses.hours.grid.queries.MOST_ROWS", 2)
    monkeypatch.setattr("clauses.hours.grid.pages.MOST_ROWS", 2)
    statement = make_statement(commitment)
    for _ in range(5):
        put_line(statement, make_employment(commitment), WORK, 60)
    touched(statement)
    page = client.get("grid.contract", commitment_id=commitment.id, page=3)
    assert len(page.select("tbody tr")) == 1
    assert [one.get_text() for one in page.select("nav[aria-label=Personnes] a")] == [
        "1 à 2",
        "3 à 4",
        "5 à 5",
    ]
    assert page.one(f"td[data-sum='{statement.id}']:not(tr:last-child > *)").get_text() == f"5{NBSP}h"
    name = str(page.one("form[data-grid-form] td input")["name"])
    answer = client.post("grid.contract", fields(page) | {name: "2"}, commitment_id=commitment.id, page=3)
    assert "page=3" in answer.location
    db.session.expire_all()
    assert statement.entered_minutes == 360
