"""The need to know: what is written of a person is read by those who follow her, or with a reason."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.audit.models import AuditEvent
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.mail.digests.models import Notice
from facilitator.mail.models import OutboxMessage
from geiq.pathways.models import BrokenGlass, Pathway
from geiq.pathways.rules import BarrierKind
from tests.conftest import Client
from tests.factories import make_body, make_meeting, make_membership, make_organisation
from tests.factories_hours import make_participant
from tests.factories_pathways import (
    fill_with,
    make_barrier,
    make_follower,
    make_glass,
    make_pathway,
    make_scheme,
)

CANARY = "canari-du-frein"
REASON = "Son référent est absent et elle a rendez-vous demain"
READ = (
    ("care.assessment", ()),
    ("care.compare", ()),
    ("care.barrier", ()),
    ("care.edit_barrier", ("barrier_id",)),
    ("care.add_step", ()),
    ("care.edit_step", ("step_id",)),
    ("care.calendar", ("step_id",)),
    ("pathway_steps.move", ()),
    ("pathway_steps.prolong", ()),
    ("pathway_steps.leave", ()),
)


@pytest.fixture
def body(client: Client) -> Organisation:
    return make_body()


@pytest.fixture
def followed(body: Organisation) -> tuple[Pathway, dict[str, int]]:
    person = make_participant(body, family_name="Zuhal", given_name="Amina")
    pathway = make_pathway(make_scheme(body), participant=person)
    return pathway, fill_with(pathway, CANARY)


def pages(client: Client, pathway: Pathway) -> str:
    """Everything that somebody of the body may open about a person who is followed."""
    answers = [
        client.get("pathways.show", pathway_id=pathway.id),
        client.get("people.show", participant_id=pathway.participant_id),
        client.get("pathways.index"),
        client.get("care.to_do"),
        client.get("home.index"),
        client.get("home.search", q="canari"),
        client.get("home.search", q="Zuhal"),
    ]
    files = [
        client.ask("GET", client.url(endpoint, ending="csv")).get_data(as_text=True)
        for endpoint in ("pathways.index_file", "care.to_do_file")
    ]
    assert all(answer.status == 200 for answer in answers)
    return "".join([answer.html for answer in answers] + files)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.HEAD])
def test_who_does_not_follow_knows_that_a_pathway_exists_and_nothing_else(
    client: Client, followed: tuple[Pathway, dict[str, int]], body: Organisation, role: Role
) -> None:
    pathway, made = followed
    client.as_role(role, body)

    said = client.get("pathways.show", pathway_id=pathway.id)

    assert "Vous ne suivez pas cette personne" in said.text
    assert pathway.scheme.name in said.text
    assert "Vers l’emploi" in said.text
    everything = pages(client, pathway)
    assert CANARY not in everything
    assert "Mobilité" not in everything
    for endpoint, names in READ:
        args = {name: made[name] for name in names}
        assert client.get(endpoint, pathway_id=pathway.id, **args).status == 404, endpoint


def test_who_follows_reads_and_who_followed_does_not(
    client: Client, followed: tuple[Pathway, dict[str, int]], body: Organisation
) -> None:
    pathway, made = followed
    membership = client.as_role(Role.FACILITATOR, body)
    follower = make_follower(pathway, membership.user)

    assert CANARY in client.get("pathways.show", pathway_id=pathway.id).text
    assert CANARY in client.get("care.to_do").text
    assert CANARY in client.get("care.edit_step", pathway_id=pathway.id, step_id=made["step_id"]).html

    follower.until = today() - timedelta(days=1)

    assert CANARY not in pages(client, pathway)
    assert client.get("care.edit_step", pathway_id=pathway.id, step_id=made["step_id"]).status == 404


def test_the_follower_of_one_body_is_nobody_in_another(
    client: Client, followed: tuple[Pathway, dict[str, int]], body: Organisation
) -> None:
    pathway, _ = followed
    membership = client.as_role(Role.FACILITATOR)
    make_follower(pathway, membership.user)

    assert client.get("pathways.show", pathway_id=pathway.id).status == 404
    assert client.get("glass.ask", pathway_id=pathway.id).status == 404


def test_the_partner_that_follows_reads_and_another_does_not(client: Client, body: Organisation) -> None:
    mine, other = make_organisation(name="Porteur"), make_organisation(name="Autre")
    for partner in (mine, other):
        make_meeting(body, partner)
    pathway = make_pathway(make_scheme(body), organisation=mine)
    fill_with(pathway, CANARY)

    client.as_role(Role.PARTNER, mine)
    assert CANARY in client.get("pathways.show", pathway_id=pathway.id).text
    client.as_role(Role.PARTNER, other)
    assert client.get("pathways.show", pathway_id=pathway.id).status == 404
    assert CANARY not in client.get("care.to_do").text


def test_a_glass_is_broken_with_a_reason_for_an_hour_and_everybody_concerned_is_told(
    client: Client, followed: tuple[Pathway, dict[str, int]], body: Organisation
) -> None:
    pathway, made = followed
    head = make_membership(Role.HEAD, body)
    make_membership(Role.FACILITATOR, body, user=pathway.followers[0].user)
    membership = client.as_role(Role.FACILITATOR, body)

    refused = client.post("glass.ask", {"reason": "vite"}, pathway_id=pathway.id)
    assert "quelques mots" in refused.errors
    client.post("glass.ask", {"reason": REASON}, pathway_id=pathway.id)

    assert CANARY in client.get("pathways.show", pathway_id=pathway.id).text
    assert client.get("care.edit_step", pathway_id=pathway.id, step_id=made["step_id"]).status == 404
    glass = db.session.scalars(select(BrokenGlass)).one()
    assert (glass.user_id, glass.reason) == (membership.user_id, REASON)
    assert glass.until - glass.at == timedelta(minutes=60)
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.to == head.user.email)).one()
    notice = db.session.scalars(select(Notice)).one()
    assert notice.to == pathway.followers[0].user.email
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "pathway.glass_broken")).one()
    for said in (mail.text, mail.subject, notice.sentence, str(event.details)):
        assert "Zuhal" not in said
        assert REASON not in said
    glass.until = now() - timedelta(seconds=1)
    assert CANARY not in client.get("pathways.show", pathway_id=pathway.id).text


def test_the_head_reads_why_and_says_that_she_did(
    client: Client, followed: tuple[Pathway, dict[str, int]], body: Organisation
) -> None:
    reader = make_membership(Role.FACILITATOR, body)
    glass = make_glass(followed[0], reader.user, at=now())
    other = make_glass(make_pathway(), reader.user, at=now())
    client.as_role(Role.HEAD, body)

    assert "1 parcours lu sans être suivi" in client.get("home.index").text.replace("\u00a0", " ")
    assert glass.reason in client.get("glass.index").text
    client.post("glass.read", glass_id=glass.id)

    assert glass.read_at is not None
    assert client.post("glass.read", glass_id=other.id).status == 404
    assert "lu sans être suivi" not in client.get("home.index").text


def test_the_head_entrusts_a_pathway_to_another_and_not_to_herself(
    client: Client, followed: tuple[Pathway, dict[str, int]], body: Organisation
) -> None:
    pathway, _ = followed
    make_membership(Role.FACILITATOR, body, user=pathway.followers[0].user)
    other = make_membership(Role.FACILITATOR, body)
    head = client.as_role(Role.HEAD, body)

    refused = client.post("pathway_steps.entrust", {"user_id": head.user_id}, pathway_id=pathway.id)
    client.post(
        "pathway_steps.entrust", {"user_id": other.user_id, "is_referent": "y"}, pathway_id=pathway.id
    )

    assert "Vous ne suivez pas cette personne" in refused.errors
    assert pathway.referent == other.user
    assert CANARY not in client.get("pathways.show", pathway_id=pathway.id).text


def test_the_database_itself_refuses_a_word_about_health(client: Client) -> None:
    pathway = make_pathway()
    with pytest.raises(IntegrityError):
        make_barrier(pathway, kind=BarrierKind.HEALTH, action="Un mot de trop")
