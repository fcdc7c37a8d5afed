"""The pages of the pooling, as a facilitator goes through them."""

from datetime import date

from clauses.hours.ledger.models import Statement
from clauses.hours.pooling.models import PooledMonth, PoolingAgreement
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.clauses.hours.pooling.factories import MONTH, make_agreement, make_poolable
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_hours import make_employment


def signed_in(client: Client) -> Organisation:
    """A body and its facilitator."""
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    return body


def test_an_agreement_is_made_and_shown(client: Client) -> None:
    first, second = make_poolable(signed_in(client))
    page = client.post(
        "pooling.create",
        {
            "title": "Un maçon pour deux écoles",
            "signed_on": "2026-02-20",
            "starts_on": "2026-03-01",
            "commitment_1": str(first.id),
            "weight_1": "2",
            "commitment_2": str(second.id),
            "weight_2": "1",
        },
    )
    shown = client.follow(page)
    assert "Un maçon pour deux écoles" in shown.text
    assert "2 sur 3" in shown.text
    assert "Un maçon" in client.get("pooling.index").text
    made = db.session.query(PoolingAgreement).one()
    assert (
        "chaque heure n’est comptée qu’une fois" in client.get("pooling.printed", agreement_id=made.id).text
    )


def test_a_clause_that_is_silent_asks_for_the_buyers_consent(client: Client) -> None:
    first, second = make_poolable(signed_in(client))
    second.terms.pooling_allowed = False
    page = client.post(
        "pooling.create",
        {
            "title": "Un maçon pour deux écoles",
            "signed_on": "2026-02-20",
            "starts_on": "2026-03-01",
            "commitment_1": str(first.id),
            "weight_1": "1",
            "commitment_2": str(second.id),
            "weight_2": "1",
        },
    )
    assert "accord écrit des acheteurs" in page.text
    assert db.session.query(PoolingAgreement).count() == 0


def test_a_month_is_seen_before_it_is_shared(client: Client) -> None:
    commitments = make_poolable(signed_in(client))
    employment, agreement = make_employment(commitments[0]), make_agreement(commitments, 2, 1)
    told = {"employment": str(employment.id), "month": str(MONTH), "kind": "work", "minutes": "151,67"}
    seen = client.post("pooling.month", told, agreement_id=agreement.id)
    names = [f"part_{share.id}" for share in agreement.shares]
    parts = {name: seen.one(f"#{name}")["value"] for name in names}
    assert db.session.query(PooledMonth).count() == 0
    wrong = told | parts | {"seen": "1", names[0]: "100"}
    assert "aucune heure ne se perd" in client.post("pooling.month", wrong, agreement_id=agreement.id).text
    done = client.post("pooling.month", told | parts | {"seen": "1"}, agreement_id=agreement.id)
    assert "151" in client.follow(done).text
    assert [row.entered_minutes for row in db.session.query(Statement).order_by(Statement.id)] == [6067, 3033]
    assert client.get("pooling.parts_file", agreement_id=agreement.id, ending="csv").status == 200


def test_a_shared_month_is_taken_back_and_the_agreement_ends(client: Client) -> None:
    commitments = make_poolable(signed_in(client))
    employment, agreement = make_employment(commitments[0]), make_agreement(commitments)
    told = {"employment": str(employment.id), "month": str(MONTH), "kind": "work", "minutes": "10"}
    parts = {f"part_{share.id}": "5" for share in agreement.shares}
    client.post("pooling.month", told | parts | {"seen": "1"}, agreement_id=agreement.id)
    pooled = db.session.query(PooledMonth).one()
    assert "quittent les relevés" in client.get("pooling.withdraw", pooled_id=pooled.id).text
    client.post("pooling.withdraw", pooled_id=pooled.id)
    assert db.session.query(PooledMonth).count() == 0
    client.post("pooling.finish", {"ends_on": "2026-10-31"}, agreement_id=agreement.id)
    assert db.session.get_one(PoolingAgreement, agreement.id).ends_on == date(2026, 10, 31)
