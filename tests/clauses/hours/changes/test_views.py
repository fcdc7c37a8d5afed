"""Two people act on the same month: both values are shown, nothing typed is lost, and one chooses."""

from typing import Any

import pytest
from sqlalchemy.orm.exc import StaleDataError

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import correct, put_line, recall, submit, touched, validate
from clauses.hours.ledger.rules import State
from clauses.hours.statements import act_views
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client, keep
from tests.factories_hours import make_employment, make_statement
from tests.page import Page

WORK = MinutesKind.WORK


@pytest.fixture
def statement(client: Client) -> Statement:
    """October, sent: 100 hours."""
    made = make_statement()
    put_line(made, make_employment(made.commitment), WORK, 6000)
    touched(made)
    submit([made], "Camille Essai")
    keep()
    return made


def as_body(client: Client, statement: Statement) -> None:
    """A facilitator of its body."""
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, statement.body_id))


def hidden(page: Page, within: str = "main") -> dict[str, str]:
    """The hidden fields of a form."""
    held = {
        str(tag["name"]): str(tag.get("value", "")) for tag in page.select(f"{within} input[type=hidden]")
    }
    return {name: value for name, value in held.items() if name != "csrf_token"}


def sent_again(statement: Statement, minutes: int) -> None:
    """The company takes its month back, changes a figure and sends it."""
    recall(statement)
    put_line(statement, statement.lines[0].employment, WORK, minutes)
    touched(statement)
    submit([statement], "Camille Essai")
    keep()


def plain(page: Page) -> str:
    return page.text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_validation_shows_both_figures_then_decides_on_what_stands(
    client: Client, statement: Statement
) -> None:
    as_body(client, statement)
    read = hidden(client.get("statements.show", statement_id=statement.id), ".heading-acts")
    sent_again(statement, 4500)
    page = client.post("statements.approve", read, statement_id=statement.id)
    assert page.status == 409
    (row,) = page.select("tbody tr")
    figures = row.get_text(" ").replace("\u00a0", " ")
    assert "100 h" in figures
    assert "75 h" in figures
    assert statement.state is State.SUBMITTED
    client.post("statements.approve", hidden(page, ".acts"), statement_id=statement.id)
    db.session.expire_all()
    assert (statement.state, statement.counted_minutes) == (State.VALIDATED, 4500)


def test_what_a_colleague_already_validated_is_told_and_not_done_twice(
    client: Client, statement: Statement
) -> None:
    as_body(client, statement)
    read = hidden(client.get("statements.show", statement_id=statement.id), ".heading-acts")
    validate(statement)
    keep()
    page = client.post("statements.approve", read, statement_id=statement.id)
    assert "Vous aviez lu : à contrôler. Maintenant : validé." in plain(page)
    assert [one.get_text() for one in page.select(".acts .button")] == ["Voir le relevé"]


def test_a_return_keeps_its_words_and_may_be_sent_on_what_stands(
    client: Client, statement: Statement
) -> None:
    as_body(client, statement)
    read = hidden(client.get("statements.send_back", statement_id=statement.id))
    sent_again(statement, 4500)
    said: dict[str, Any] = read | {"standard": "proof", "text": "Voir la page 2", "lines": "999999"}
    page = client.post("statements.send_back", said, statement_id=statement.id)
    assert "75 h" in plain(page)
    assert page.one("textarea").get_text().strip() == "Voir la page 2"
    assert statement.state is State.SUBMITTED
    client.post("statements.send_back", said | hidden(page), statement_id=statement.id)
    db.session.expire_all()
    assert statement.state is State.RETURNED
    assert statement.return_reason.endswith("Voir la page 2")


def test_a_correction_is_kept_and_its_effect_is_shown_anew(client: Client, statement: Statement) -> None:
    validate(statement)
    keep()
    as_body(client, statement)
    read = hidden(client.get("statements.amend", statement_id=statement.id))
    employment = statement.lines[0].employment
    correct(statement, employment, WORK, -600, "Bulletin rectifié")
    keep()
    said = read | {"who": f"{employment.id}:work", "hours": "-5", "reason": "Doublon"}
    page = client.post("statements.amend", said | {"confirmed": "oui"}, statement_id=statement.id)
    assert "90 h" in plain(page)
    assert page.one("input[name=hours]")["value"] == "-5"
    assert statement.counted_minutes == 5400
    effect = client.post("statements.amend", said | hidden(page), statement_id=statement.id)
    assert "85 h" in plain(effect)
    client.post("statements.amend", hidden(effect), statement_id=statement.id)
    db.session.expire_all()
    assert statement.counted_minutes == 5100


def test_the_company_learns_that_its_month_was_validated_without_names_of_the_body(
    client: Client, statement: Statement
) -> None:
    client.as_role(Role.DECLARANT, statement.organisation)
    read = hidden(client.get("sending.show", statement_id=statement.id))
    as_body(client, statement)
    fresh = hidden(client.get("statements.show", statement_id=statement.id), ".heading-acts")
    client.post("statements.approve", fresh, statement_id=statement.id)
    client.as_role(Role.DECLARANT, statement.organisation)
    page = client.post("sending.take_back", read, statement_id=statement.id)
    assert page.status == 409
    assert "Vous aviez lu : envoyé. Maintenant : validé." in plain(page)
    assert "Par la structure" in plain(page)
    assert "Reprendre pour modifier" not in page.text


def test_a_forged_form_names_nobody_of_another_contract(client: Client, statement: Statement) -> None:
    other = make_statement()
    stranger = make_employment(other.commitment, body_id=statement.body_id)
    stranger.participant.family_name = "CANARI"
    keep()
    client.as_role(Role.DECLARANT, statement.organisation)
    forged = {"shown": f"1 submitted 0 {stranger.id}:work:60"}
    page = client.post("sending.take_back", forged, statement_id=statement.id)
    assert page.status == 409
    assert "CANARI" not in page.text


def test_two_writers_at_the_same_instant_lose_nothing(
    client: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    validate(statement)
    keep()
    as_body(client, statement)
    read = hidden(client.get("statements.amend", statement_id=statement.id))

    def crossed(*_: Any) -> None:
        raise StaleDataError("another version")

    monkeypatch.setattr(act_views, "correct", crossed)
    who = f"{statement.lines[0].employment_id}:work"
    said = read | {"who": who, "hours": "-5", "reason": "Doublon", "confirmed": "oui"}
    page = client.post("statements.amend", said, statement_id=statement.id)
    assert "Rien n’a été enregistré" in page.text
    assert page.one("input[name=hours]")["value"] == "-5"


def test_anywhere_else_what_was_typed_comes_back_with_a_button(
    client: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_body(client, statement)

    def crossed(*_: Any) -> None:
        raise StaleDataError("another version")

    monkeypatch.setattr("clauses.hours.declaring.sending_views.recall", crossed)
    client.as_role(Role.DECLARANT, statement.organisation)
    read = hidden(client.get("sending.show", statement_id=statement.id))
    page = client.post("sending.take_back", read, statement_id=statement.id)
    assert (page.status, page.h1) == (409, "Quelqu’un d’autre enregistrait au même moment")
    assert page.one("main input[name=shown]")["value"] == read["shown"]
