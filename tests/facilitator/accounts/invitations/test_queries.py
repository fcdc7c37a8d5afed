"""Inviting, accepting once, calling back."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from facilitator.access import Asker, Role
from facilitator.accounts.invitations.models import Invitation
from facilitator.accounts.invitations.queries import accept, call_back, invitation_of, invite, pending
from facilitator.accounts.models import Membership
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from facilitator.words import RuleBroken
from tests.conftest import keep
from tests.factories import make_body, make_meeting, make_membership, make_organisation, make_user


def asker_for(membership: Membership) -> Asker:
    return Asker(
        membership.user_id,
        membership.id,
        membership.role,
        membership.organisation_id,
        "Une personne",
        "Une structure",
    )


@pytest.fixture
def invitation(app: Flask) -> Invitation:
    head = make_membership(Role.HEAD, make_body())
    made = invite(asker_for(head), head.organisation, Role.FACILITATOR, "Alix@essai.example")
    keep()
    return made


def token_sent() -> str:
    message = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
    assert message is not None
    found = re.search(r"http://127\.0\.0\.1:8000/invitation/(\S+)", message.text)
    assert found is not None
    return found[1]


def test_the_mail_holds_the_token_and_the_base_only_its_hash(invitation: Invitation) -> None:
    token = token_sent()

    assert invitation_of(token) is invitation
    assert token not in invitation.token_hash
    assert invitation_of(invitation.token_hash) is None


def test_an_invitation_gives_its_membership_once(invitation: Invitation) -> None:
    user = make_user(email="alix@essai.example")

    membership = accept(invitation, user)

    assert (membership.role, membership.organisation_id) == (Role.FACILITATOR, invitation.organisation_id)
    keep()
    with pytest.raises(RuleBroken, match="déjà servi"):
        accept(invitation, user)


def test_it_revives_a_membership_that_was_revoked(invitation: Invitation) -> None:
    user = make_user(email="alix@essai.example")
    old = make_membership(Role.FACILITATOR, invitation.organisation, user=user, revoked_at=now())

    assert accept(invitation, user) is old
    assert old.revoked_at is None


def test_it_expires_after_fourteen_days(invitation: Invitation) -> None:
    user = make_user(email="alix@essai.example")
    with (
        time_machine.travel(now() + timedelta(days=14, minutes=1)),
        pytest.raises(RuleBroken, match="expiré"),
    ):
        accept(invitation, user)


def test_it_can_be_called_back(invitation: Invitation) -> None:
    call_back(invitation)
    keep()

    with pytest.raises(RuleBroken, match="annulée"):
        accept(invitation, make_user(email="alix@essai.example"))


def test_a_second_invitation_replaces_the_first(invitation: Invitation) -> None:
    first = token_sent()
    head = make_membership(Role.HEAD, invitation.organisation)
    again = invite(asker_for(head), invitation.organisation, Role.FACILITATOR, "alix@essai.example")
    keep()

    assert list(pending(invitation.organisation)) == [again]
    replaced = invitation_of(first)
    assert replaced is not None
    assert replaced.revoked_at is not None


def test_nobody_invites_where_she_does_not_see(app: Flask) -> None:
    facilitator = make_membership(Role.FACILITATOR, make_body())
    company = make_organisation()
    asker = asker_for(facilitator)

    with pytest.raises(RuleBroken):
        invite(asker, company, Role.COMPANY_ADMIN, "patron@essai.example")

    make_meeting(facilitator.organisation, company)
    assert invite(asker, company, Role.COMPANY_ADMIN, "patron@essai.example").role is Role.COMPANY_ADMIN


def test_a_member_is_not_invited_twice(app: Flask) -> None:
    head = make_membership(Role.HEAD, make_body())
    member = make_membership(Role.FACILITATOR, head.organisation)

    with pytest.raises(RuleBroken, match="déjà ce rôle"):
        invite(asker_for(head), head.organisation, Role.FACILITATOR, member.user.email)
