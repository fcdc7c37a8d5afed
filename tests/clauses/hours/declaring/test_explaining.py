"""What is unusual goes with a word of explanation, and not without."""

import pytest

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, touched
from clauses.hours.ledger.rules import State
from clauses.people.valuation.rules import MinutesKind
from tests.clauses.hours.declaring.test_views import employments, fill
from tests.conftest import Client

pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
def unusual(statement: Statement) -> Statement:
    """Somebody did far more than her contract says."""
    worker = employments(statement)[0]
    put_line(statement, worker, MinutesKind.WORK, 230 * 60)
    touched(statement)
    return statement


def test_a_word_is_owed_before_sending(company: Client, unusual: Statement) -> None:
    at = {"statement_id": unusual.id}
    worker = unusual.lines[0].employment_id
    asked = company.follow(company.post("declaring.hours", {f"work_{worker}": "230"}, **at))
    assert asked.h1.startswith("Un mot d’explication")
    assert "J’atteste" not in company.get("sending.check", **at).text
    company.post("sending.send_now", {}, **at)
    assert unusual.state is State.DRAFT
    assert company.post("declaring.explain", {f"word_{worker}": " "}, **at).errors
    check = company.follow(company.post("declaring.explain", {f"word_{worker}": "Deux équipes"}, **at))
    assert "Deux équipes" in check.text
    company.post("sending.send_now", {}, **at)
    assert (unusual.state, unusual.lines[0].remark) == (State.SUBMITTED, "Deux équipes")


def test_an_ordinary_month_is_not_asked_anything(company: Client, statement: Statement) -> None:
    fill(statement)
    answer = company.get("declaring.explain", statement_id=statement.id)
    assert answer.location.endswith("/verifier")
