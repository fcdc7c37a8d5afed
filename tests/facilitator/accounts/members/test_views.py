"""Members: invited by whoever may, taken away at once, the last administrator kept."""

import pytest
from flask import Flask
from sqlalchemy import select

from facilitator.access import Role
from facilitator.accounts.invitations.models import Invitation
from facilitator.accounts.rules import OrganisationKind as Kind
from facilitator.audit.queries import history_of
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client
from tests.factories import make_body, make_meeting, make_membership, make_organisation


def invited() -> list[tuple[str, Role]]:
    return [(one.email, one.role) for one in db.session.scalars(select(Invitation))]


def roles_offered(client: Client, organisation_id: int) -> set[str]:
    page = client.get("members.offer", organisation_id=organisation_id)
    return {str(option["value"]) for option in page.select("[name=role]")}


def test_a_head_invites_a_facilitator(client: Client) -> None:
    head = client.as_role(Role.HEAD)
    data = {"email": "alix@essai.example", "role": "facilitator", "name": "Alix"}

    page = client.follow(client.post("members.offer", data, organisation_id=head.organisation_id))

    assert invited() == [("alix@essai.example", Role.FACILITATOR)]
    assert "alix@essai.example" in page.text
    assert db.session.scalars(select(OutboxMessage)).one().to == "alix@essai.example"


def test_each_is_offered_the_roles_that_she_may_give(client: Client) -> None:
    body, company, buyer = make_body(), make_organisation(), make_organisation(Kind.AUTHORITY)
    for one in (company, buyer):
        make_meeting(body, one)

    client.as_role(Role.FACILITATOR, body)
    assert roles_offered(client, company.id) == {"company_admin"}
    assert roles_offered(client, buyer.id) == {"buyer_validator", "buyer_reader"}
    assert client.get("members.offer", organisation_id=body.id).status == 404
    client.as_role(Role.COMPANY_ADMIN, company)
    assert roles_offered(client, company.id) == {"declarant", "company_admin"}
    client.as_role(Role.FACILITATOR, body)
    assert client.get("members.offer", organisation_id=company.id).status == 404


def test_a_role_that_is_not_offered_cannot_be_posted(client: Client) -> None:
    head = client.as_role(Role.HEAD)
    data = {"email": "alix@essai.example", "role": "head"}

    page = client.post("members.offer", data, organisation_id=head.organisation_id)

    assert page.errors
    assert invited() == []


@pytest.mark.parametrize("email", ["alix", "alix@essai.example\r\nBcc: x@y.example", ""])
def test_a_bad_address_is_refused(client: Client, email: str) -> None:
    head = client.as_role(Role.HEAD)

    page = client.post(
        "members.offer", {"email": email, "role": "facilitator"}, organisation_id=head.organisation_id
    )

    assert page.errors
    assert invited() == []


def test_an_invitation_is_withdrawn(client: Client) -> None:
    head = client.as_role(Role.HEAD)
    client.post(
        "members.offer",
        {"email": "a@essai.example", "role": "facilitator"},
        organisation_id=head.organisation_id,
    )
    invitation = db.session.scalars(select(Invitation)).one()

    assert client.get("members.withdraw", invitation_id=invitation.id).h1 == "Annuler cette invitation ?"
    page = client.follow(client.post("members.withdraw", invitation_id=invitation.id))

    assert "Aucune invitation en attente" in page.text
    assert invitation.revoked_at is not None


def test_a_member_taken_away_is_out_at_her_next_request(app: Flask) -> None:
    here, there = Client(app, app.test_client()), Client(app, app.test_client())
    head = here.as_role(Role.HEAD)
    facilitator = there.as_role(Role.FACILITATOR, head.organisation)
    assert there.get("home.index").status == 200

    assert here.get("members.remove", membership_id=facilitator.id).h1 == "Retirer cet accès ?"
    here.post("members.remove", membership_id=facilitator.id)

    assert there.get("home.index").status == 302
    assert [event.action for event in history_of(facilitator)] == ["membership.revoked"]
    assert here.post("members.remove", membership_id=facilitator.id).status == 404


def test_the_last_administrator_stays(client: Client) -> None:
    admin = client.as_role(Role.COMPANY_ADMIN)

    page = client.post("members.remove", membership_id=admin.id)

    assert "C’est la seule personne qui administre cette organisation" in page.text
    assert admin.revoked_at is None
    other = make_membership(Role.COMPANY_ADMIN, admin.organisation)
    client.post("members.remove", membership_id=other.id)
    assert other.revoked_at is not None


def test_a_facilitator_takes_no_declarant_away(client: Client) -> None:
    facilitator = client.as_role(Role.FACILITATOR)
    company = make_organisation()
    make_meeting(facilitator.organisation, company)
    declarant = make_membership(Role.DECLARANT, company)

    assert client.get("members.remove", membership_id=declarant.id).status == 404


def test_a_company_does_not_see_the_members_of_another(client: Client) -> None:
    client.as_role(Role.COMPANY_ADMIN)

    assert client.get("members.index", organisation_id=make_organisation().id).status == 404


def test_a_head_starts_over_the_factors_of_a_colleague_who_is_told(client: Client) -> None:
    head = client.as_role(Role.HEAD)
    colleague = make_membership(Role.FACILITATOR, head.organisation)
    colleague.user.totp_secret = "A" * 32

    page = client.follow(client.post("members.reset", {}, membership_id=colleague.id))

    assert "remis à zéro" in page.text
    assert colleague.user.totp_secret is None
    assert db.session.scalars(select(OutboxMessage)).one().to == colleague.user.email
    assert history_of(colleague.user)[0].action == "factor.reset"


def test_nobody_starts_over_her_own_factors_nor_those_of_who_acts_elsewhere(client: Client) -> None:
    head = client.as_role(Role.HEAD)
    head.user.totp_secret = "A" * 32
    colleague = make_membership(Role.FACILITATOR, head.organisation)
    colleague.user.totp_secret = "A" * 32
    make_membership(Role.FACILITATOR, make_body(), user=colleague.user)

    assert client.get("members.reset", membership_id=head.id).status == 404
    assert client.get("members.reset", membership_id=colleague.id).status == 404
    client.as_role(Role.PLATFORM_ADMIN)
    assert client.get("members.reset", membership_id=colleague.id).status == 200
