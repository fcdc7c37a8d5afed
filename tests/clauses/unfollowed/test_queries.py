"""Which published contracts a body is shown."""

from flask import Flask

from clauses.contracts.models import Contract
from clauses.unfollowed.queries import changed_of, count_of, decide, forgotten_of, take_back
from clauses.unfollowed.rules import DismissalReason, Outcome
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from tests.clauses.unfollowed.published import make_published
from tests.factories import make_body, make_meeting, make_membership, make_organisation
from tests.factories_contracts import make_contract


def facilitator_of(body: Organisation) -> Asker:
    row = make_membership(Role.FACILITATOR, body)
    return Asker(row.user_id, row.id, row.role, body.id, "Essai", body.name)


def forgotten(asker: Asker, **asked: str) -> list[int]:
    return [row.id for row in db.session.scalars(forgotten_of(asker, asked))]


def test_a_clause_of_the_territory_that_nobody_follows_is_shown(app: Flask) -> None:
    asker = facilitator_of(make_body(departments="63 03"))
    here, elsewhere = make_published(), make_published(department="75")
    without = make_published(concerned=False)

    assert forgotten(asker) == [here.id]
    assert set(forgotten(asker, ou="france")) == {here.id, elsewhere.id}
    assert without.id not in forgotten(asker, ou="france")


def test_a_buyer_of_the_body_is_in_reach_wherever_it_buys(app: Flask) -> None:
    body = make_body()
    row = make_published(department="75")
    buyer = make_organisation(OrganisationKind.AUTHORITY, siret=row.buyer_siret)
    assert forgotten(facilitator_of(body)) == []

    make_meeting(body, buyer)

    assert forgotten(facilitator_of(body)) == [row.id]


def test_a_followed_one_is_not_forgotten_whether_taken_over_or_typed(app: Flask) -> None:
    body = make_body(departments="63")
    asker = facilitator_of(body)
    taken, typed = make_published(), make_published(number="2026-abc")
    buyer = make_organisation(OrganisationKind.AUTHORITY, siret=typed.buyer_siret)
    make_contract(body, published_contract_id=taken.id)
    make_contract(body, buyer=buyer, reference="2026-ABC")

    assert forgotten(asker) == []
    assert len(forgotten(facilitator_of(make_body(departments="63")))) == 2


def test_a_dismissed_one_leaves_the_list_and_can_come_back(app: Flask) -> None:
    asker = facilitator_of(make_body(departments="63"))
    row = make_published()

    decision = decide(asker, row, Outcome.DISMISSED, reason=DismissalReason.FINISHED, text="")
    db.session.flush()
    assert forgotten(asker) == []
    assert forgotten(asker, etat="ecartees") == [row.id]

    take_back(decision)
    db.session.flush()
    assert forgotten(asker) == [row.id]


def test_modifications_published_since_are_shown_until_dealt_with(app: Flask) -> None:
    body = make_body()
    asker = facilitator_of(body)
    row = make_published(changes=[{"number": "1", "amount": 12_000_000}])
    contract: Contract = make_contract(body, published_contract_id=row.id)

    assert [(each.contract.id, len(each.fresh)) for each in changed_of(asker)] == [(contract.id, 1)]
    assert changed_of(facilitator_of(make_body())) == []

    decide(asker, row, Outcome.TAKEN_OVER)
    db.session.flush()
    assert changed_of(asker) == []


def test_whoever_works_for_no_body_sees_nothing(app: Flask) -> None:
    make_published()
    row = make_membership(Role.BUYER_READER)
    asker = Asker(row.user_id, row.id, row.role, row.organisation_id, "Essai", "Essai")

    assert count_of(forgotten_of(asker, {"ou": "france"})) == 0
