"""A partner of a scheme opens a pathway for whom it follows, within the capacity; the body is told."""

from collections.abc import Callable

import pytest

from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.digests.models import Notice
from geiq.pathways.models import Pathway
from geiq.pathways.rules import ConsortiumPart
from geiq.pathways.scheme_models import SchemePartner, SupportScheme
from tests.conftest import Client
from tests.factories import add, make_body, make_membership, make_organisation
from tests.factories_hours import make_participant
from tests.factories_pathways import make_pathway, make_scheme


@pytest.fixture
def body(client: Client) -> Organisation:
    return make_body()


@pytest.fixture
def partner(body: Organisation) -> Organisation:
    return make_organisation(OrganisationKind.REFERRER, name="Mission locale d’essai")


@pytest.fixture
def scheme(body: Organisation, partner: Organisation) -> SupportScheme:
    row = make_scheme(body, name="Passerelle", yearly_capacity=1)
    part = ConsortiumPart.SIGNATORY
    add(SchemePartner(scheme=row, organisation_id=partner.id, name=partner.name, part=part))
    return row


@pytest.fixture
def head(body: Organisation) -> Membership:
    return make_membership(Role.HEAD, body)


def test_a_partner_opens_it_follows_it_and_the_head_is_told_without_a_name(
    client: Client, body: Organisation, partner: Organisation, scheme: SupportScheme, head: Membership
) -> None:
    person = make_participant(body, family_name="Loriot", referrer_id=partner.id)
    client.as_role(Role.PARTNER, partner)
    page = client.get("people.show", participant_id=person.id)
    form = client.fetch(page.one("a[href$='/nouveau']")["href"])
    assert not form.select("[name=referent_id], [name=organisation_id]")

    sent = {"scheme_id": scheme.id, "starts_on": today().isoformat()}
    page = client.follow(client.post("pathways.create", sent, participant_id=person.id))

    row = db.session.query(Pathway).one()
    assert (row.organisation_id, row.body_id, row.referent) == (partner.id, body.id, None)
    assert "Nouveau diagnostic" in page.text
    (notice,) = db.session.query(Notice).filter_by(to=head.user.email)
    assert "Mission locale d’essai a ouvert un parcours dans « Passerelle »" in notice.sentence.replace(
        "\u00a0", " "
    )
    assert "Loriot" not in notice.sentence
    client.sign_in(head)
    page = client.get("pathways.show", pathway_id=row.id)
    assert "Vous ne suivez pas cette personne" in page.text


def test_the_capacity_holds_for_a_partner_too(
    client: Client, body: Organisation, partner: Organisation, scheme: SupportScheme
) -> None:
    make_pathway(scheme, starts_on=today(), phase_since=today())
    person = make_participant(body, referrer_id=partner.id)
    client.as_role(Role.PARTNER, partner)

    sent = {"scheme_id": scheme.id, "starts_on": today().isoformat()}
    page = client.post("pathways.create", sent, participant_id=person.id)

    assert "accueille 1 personne par an" in page.errors.replace("\u00a0", " ")
    assert db.session.query(Pathway).count() == 1


Case = Callable[[Organisation, Organisation, SupportScheme], int]


def _followed_by_another(body: Organisation, _partner: Organisation, _scheme: SupportScheme) -> int:
    return make_participant(body, referrer_id=make_organisation(OrganisationKind.REFERRER).id).id


def _outside_the_consortium(body: Organisation, partner: Organisation, scheme: SupportScheme) -> int:
    db.session.delete(db.session.query(SchemePartner).one())
    followed = make_pathway(scheme, body=body, organisation=partner)
    return make_participant(body, referrer_id=partner.id).id if followed else 0


def _archived_scheme(body: Organisation, partner: Organisation, scheme: SupportScheme) -> int:
    scheme.archived_on = today()
    return make_participant(body, referrer_id=partner.id).id


def _another_body(_body: Organisation, partner: Organisation, _scheme: SupportScheme) -> int:
    return make_participant(make_body(), referrer_id=partner.id).id


@pytest.mark.parametrize(
    "case", [_followed_by_another, _outside_the_consortium, _archived_scheme, _another_body]
)
def test_nobody_else_opens_anything(
    client: Client, body: Organisation, partner: Organisation, scheme: SupportScheme, case: Case
) -> None:
    person = case(body, partner, scheme)
    before = db.session.query(Pathway).count()
    client.as_role(Role.PARTNER, partner)

    sent = {"scheme_id": scheme.id, "starts_on": today().isoformat()}

    assert client.get("pathways.create", participant_id=person).status == 404
    assert client.post("pathways.create", sent, participant_id=person).status == 404
    assert db.session.query(Pathway).count() == before
