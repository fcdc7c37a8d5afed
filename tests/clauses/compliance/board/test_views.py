"""The Monday board: the worst first, the same sums at every level, a constant number of selects."""

from datetime import date

from sqlalchemy import event

from clauses.compliance.standing.keeping_queries import keep as conclude_on
from clauses.compliance.standing.keeping_queries import stale
from clauses.contracts.models import Commitment
from clauses.hours.ledger.models import CommitmentTotal, Statement
from facilitator.access import Role
from facilitator.clock import today
from facilitator.db import db
from tests.clauses.compliance.standing.test_queries import declared
from tests.conftest import Client, keep
from tests.factories import make_body
from tests.factories_contracts import make_operation
from tests.factories_hours import make_running


def three(client: Client) -> list[Commitment]:
    """A clause that ended short, one that has reached its hours, one that is new; one is in an operation."""
    body = make_body()
    operation = make_operation(body, name="La Gauthière")
    contracts = (
        {"ends_on": date(2026, 9, 30), "operation_id": operation.id},
        {"ends_on": date(2028, 3, 1)},
        {"ends_on": date(2028, 3, 1), "starts_on": date(2026, 11, 2)},
    )
    made = [make_running(body, contract=each) for each in contracts]
    declared(made[0], date(2026, 9, 1), 60 * 60)
    declared(made[1], date(2026, 9, 1), 833 * 60)
    for one in made[:2]:
        total(one)
    conclude_on(stale(today()), today())
    keep()
    client.as_role(Role.FACILITATOR, body)
    return made


def total(commitment: Commitment) -> None:
    """Keep the commitment's totals as the ledger does."""
    rows = db.session.query(Statement).filter_by(commitment_id=commitment.id).all()
    minutes = sum(row.counted_minutes for row in rows)
    db.session.add(CommitmentTotal(commitment_id=commitment.id, declared_minutes=minutes,
                                   validated_minutes=minutes, counted_minutes=minutes))  # fmt: skip
    db.session.flush()


def test_the_worst_comes_first_and_each_state_opens_its_list(client: Client) -> None:
    late, reached, _new = (one.terms.lot.contract for one in three(client))
    page = client.get("follow_up.index")
    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert rows[0].startswith(late.reference)
    assert "En retard" in rows[0]
    only = client.get("follow_up.index", etat="late")
    assert late.reference in only.text
    assert reached.reference not in only.text
    assert len(page.select(".stat a")) == 2


def test_every_level_adds_up_to_the_same_sums(client: Client) -> None:
    three(client)
    for level in ("marche", "operation", "acheteur", "suivi", "structure"):
        page = client.get("follow_up.index", niveau=level)
        columns = [head.get_text(" ", strip=True) for head in page.select("thead th")]
        column = columns.index("Faites")
        rows = page.select("tbody tr")
        minutes = [whole_hours(row.select("th, td")[column].get_text(" ", strip=True)) for row in rows]
        assert sum(minutes) == 893, level
    assert "La Gauthière" in client.get("follow_up.index", niveau="operation").text
    assert "Sans opération" in client.get("follow_up.index", niveau="operation").text


def whole_hours(text: str) -> int:
    """`893 h` as a number."""
    return int("".join(each for each in text.partition("h")[0] if each.isdigit()))


def test_a_board_without_clause_says_what_to_do(client: Client) -> None:
    client.as_role(Role.FACILITATOR, make_body())
    assert "Aucune clause à suivre" in client.get("follow_up.index").text


def test_the_file_holds_what_the_screen_shows(client: Client) -> None:
    late, *_ = (one.terms.lot.contract for one in three(client))
    lines = client.get("follow_up.index_file", ending="csv", etat="late").text
    assert late.reference in lines
    assert "Le marché est fini et il manque des heures" in lines
    assert "La Gauthière" in client.get("follow_up.index_file", ending="csv", niveau="operation").text


def test_the_board_takes_as_many_selects_for_one_as_for_many(client: Client) -> None:
    three(client)
    client.get("follow_up.index")
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    client.get("follow_up.index")
    event.remove(db.engine, "before_cursor_execute", note)
    asked = [one for one in asked if "installation" not in one]
    assert len(asked) == 5, "the session, the buyers and the operations to filter by, the sums, the page"
