"""The board: owed, done, missing; a buyer reads the same sums without any name."""

from datetime import date

from sqlalchemy import event

from clauses.hours.ledger.queries import validate
from facilitator.access import Role
from facilitator.db import db
from tests.clauses.hours.statements.test_views import body_of, sent
from tests.conftest import Client, keep
from tests.factories_hours import make_running, make_statement


def test_every_reader_has_the_same_sums(client: Client) -> None:
    statement = sent()
    validate(statement)
    keep()
    contract = statement.commitment.terms.lot.contract
    name = statement.lines[0].participant.family_name
    askers = (
        (Role.FACILITATOR, body_of(statement)),
        (Role.BUYER_READER, contract.buyer),
        (Role.DECLARANT, statement.organisation),
    )
    for role, organisation in askers:
        client.as_role(role, organisation)
        page = client.get("board.index")
        assert contract.reference in page.text
        assert all(figure in page.text for figure in ("833 h", "100 h", "733 h"))
        assert name not in page.text


def test_the_board_takes_as_many_selects_for_one_as_for_many(client: Client) -> None:
    first = sent()
    client.as_role(Role.FACILITATOR, body_of(first))
    client.get("board.index")
    few = selects_of(client)
    for _ in range(5):
        make_statement(make_running(body_of(first)))
    assert selects_of(client) == few == 3, "the session, the buyers to filter by, the board"


def selects_of(client: Client) -> int:
    """How many statements the database is asked for the board."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    client.get("board.index")
    event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_a_contract_shows_its_last_year_and_where_the_rest_is(client: Client) -> None:
    statement = sent()
    contract = statement.commitment.terms.lot.contract
    for index in range(12):
        make_statement(statement.commitment, date(2025, index + 1, 1))
    keep()
    seen = {}
    for role, where in ((Role.FACILITATOR, body_of(statement)), (Role.BUYER_READER, contract.buyer)):
        client.as_role(role, where)
        page = client.get("contracts.show", contract_id=contract.id)
        seen[role] = len(page.select("section[aria-labelledby=mois] tbody tr")), "Tous les mois" in page.text
    assert seen == {Role.FACILITATOR: (12, True), Role.BUYER_READER: (13, False)}
