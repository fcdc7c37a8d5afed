"""The board: owed, done, missing; a buyer reads the same sums without any name."""

from clauses.hours.ledger.queries import validate
from facilitator.access import Role
from tests.clauses.hours.statements.test_views import body_of, sent
from tests.conftest import Client, keep


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
