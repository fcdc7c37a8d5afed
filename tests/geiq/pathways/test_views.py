"""The pages of the schemes and of the pathways, as those who follow use them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from clauses.people.exits.models import ExitReview
from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation
from facilitator.audit.models import AuditEvent
from facilitator.clock import today
from facilitator.db import db
from geiq.pathways.doctor_queries import INVARIANTS
from geiq.pathways.models import Barrier, Pathway, PathwayStep
from geiq.pathways.rules import Phase
from geiq.pathways.scheme_models import SupportScheme
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_hours import make_participant
from tests.factories_pathways import a_day, make_assessment, make_pathway, make_scheme, make_step


@pytest.fixture
def me(client: Client) -> Membership:
    return client.as_role(Role.FACILITATOR, make_body())


@pytest.fixture
def pathway(me: Membership) -> Pathway:
    scheme = make_scheme(db.session.get_one(Organisation, me.organisation_id))
    return make_pathway(scheme, me.user)


def sound() -> list[str]:
    return [breach for invariant in INVARIANTS for breach in invariant.breaches()]


def test_a_scheme_is_described_without_code(client: Client, me: Membership) -> None:
    told = {"name": "Passerelle", "most_months": "9", "budget": "120 000", "alert_days": "30", "lead_id": "0"}
    page = client.follow(client.post("schemes.create", told))
    scheme = db.session.scalars(select(SupportScheme)).one()
    client.post(
        "scheme_parts.add",
        {"funder": "Département", "amount": "90 000"},
        scheme_id=scheme.id,
        word="financements",
    )
    client.post(
        "scheme_parts.add",
        {"audience": "people", "title": "Accompagner", "axes": "Vers l’emploi\nDans l’emploi\n"},
        scheme_id=scheme.id,
        word="offres",
    )
    client.post("schemes.exits", {"positive": ["stopped"]}, scheme_id=scheme.id)

    assert page.h1 == "Passerelle"
    text = client.get("schemes.show", scheme_id=scheme.id).text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "75,0 %" in text
    assert "30 000 € (25,0 % du budget) n’ont pas de financeur connu." in text
    assert scheme.offers[0].axes == ["Vers l’emploi", "Dans l’emploi"]
    assert "Comptées comme positives : Abandon." in text
    assert "Passerelle" in client.get("home.search", q="passerelle").text


def test_somebody_enters_a_scheme_until_its_longest_day_and_its_year_is_full(
    client: Client, me: Membership
) -> None:
    body = db.session.get_one(Organisation, me.organisation_id)
    scheme, first, second = (
        make_scheme(body, yearly_capacity=1),
        make_participant(body),
        make_participant(body),
    )
    told = {"scheme_id": scheme.id, "referent_id": me.user_id, "organisation_id": 0}
    told |= {"starts_on": str(today())}

    client.post("pathways.create", told, participant_id=first.id)
    refused = client.post("pathways.create", told, participant_id=second.id)

    row = db.session.scalars(select(Pathway)).one()
    assert (row.planned_end_on - row.starts_on).days in (364, 365)
    assert row.referent == me.user
    assert "1 personne par an" in refused.errors.replace("\u00a0", " ")
    assert "Parcours" in client.get("people.show", participant_id=first.id).text
    assert not sound()


def test_a_pathway_moves_is_prolonged_and_ends_with_its_three_questions(
    client: Client, pathway: Pathway
) -> None:
    pathway.planned_end_on = a_day(10)
    sent = {"phase": "in_employment", "on": str(today())}
    client.post("pathway_steps.move", sent, pathway_id=pathway.id)
    for end, said in ((a_day(5), "après la fin prévue"), (a_day(400), "12 mois au plus")):
        refused = client.post(
            "pathway_steps.prolong",
            {"planned_end_on": str(end), "reason": "Formation"},
            pathway_id=pathway.id,
        )
        assert said in refused.errors.replace("\u00a0", " ")
    longer = {"planned_end_on": str(a_day(40)), "reason": "Formation reportée d’un mois"}
    client.post("pathway_steps.prolong", longer, pathway_id=pathway.id)
    left = {"exit": "permanent_contract", "ended_on": str(today()), "remark": ""}
    client.post("pathway_steps.leave", left, pathway_id=pathway.id)

    assert pathway.phase is Phase.IN_EMPLOYMENT
    page = client.get("pathways.show", pathway_id=pathway.id).text
    assert "Formation reportée d’un mois" in page
    assert "sortie positive" in page
    terms = db.session.scalars(select(ExitReview).order_by(ExitReview.months)).all()
    assert [term.months for term in terms] == [3, 6, 12]
    assert client.post("pathway_steps.leave", left, pathway_id=pathway.id).errors
    assert not sound()


def test_assessments_are_kept_and_compared(client: Client, pathway: Pathway) -> None:
    make_assessment(pathway)
    told = {
        "made_on": str(today()),
        "french": "b1",
        "education": "",
        "licences": ["b"],
        "project": "Conduire",
    }

    client.post("care.assessment", told, pathway_id=pathway.id)

    assert "Comparer les 2 diagnostics" in client.get("pathways.show", pathway_id=pathway.id).text
    page = client.get("care.compare", pathway_id=pathway.id)
    assert [cell.get_text() for cell in page.select("tbody tr:nth-of-type(3) td")] == ["A2", "B1"]


def test_a_text_that_speaks_of_health_is_asked_about_once_and_a_barrier_of_health_says_nothing(
    client: Client, pathway: Pathway
) -> None:
    told = {"kind": "mobility", "state": "found", "action": "Bus jusqu’à l’hôpital, arrêt Fac"}
    asked = client.post("care.barrier", told, pathway_id=pathway.id)
    client.post("care.barrier", told | {"asked_words": "l’hôpital"}, pathway_id=pathway.id)
    refused = client.post(
        "care.barrier", {"kind": "health", "state": "in_hand", "action": "Suivi"}, pathway_id=pathway.id
    )
    client.post("care.barrier", {"kind": "health", "state": "in_hand"}, pathway_id=pathway.id)

    assert "semble parler de santé" in asked.errors
    assert asked.one("[name=asked_words]")["value"] == "l’hôpital"
    assert "laissez ce champ vide" in refused.errors
    rows = db.session.scalars(select(Barrier).order_by(Barrier.id)).all()
    assert [(row.kind.value, bool(row.action)) for row in rows] == [("mobility", True), ("health", False)]
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "pathway.barrier_said")).all()
    assert [event.details for event in events] == [{}, {}]


def test_a_step_is_agreed_put_in_a_calendar_and_done(client: Client, pathway: Pathway) -> None:
    told = {"title": "Visiter le chantier", "due_on": "2027-03-14", "at": "9h", "place": "La Gauthière"}
    client.post("care.add_step", told, pathway_id=pathway.id)
    step = db.session.scalars(select(PathwayStep)).one()

    answer = client.ask("GET", client.url("care.calendar", pathway_id=pathway.id, step_id=step.id))
    file = answer.get_data(as_text=True)

    assert "DTSTART;TZID=Europe/Paris:20270314T090000" in file
    assert "LOCATION:La Gauthière" in file
    assert pathway.participant.family_name not in file
    assert "Visiter le chantier" in client.get("care.to_do").text
    client.post("care.finish", pathway_id=pathway.id, step_id=step.id)
    assert "Visiter le chantier" not in client.get("care.to_do").text


@pytest.mark.each_engine
def test_a_follower_is_told_of_late_steps_and_of_ends(client: Client, pathway: Pathway) -> None:
    make_step(pathway, due_on=today() - timedelta(days=2))
    pathway.planned_end_on = a_day(20)

    home = client.get("home.index").text.replace("\u00a0", " ")

    assert "1 étape de parcours en retard" in home
    assert "1 parcours que vous suivez finit bientôt" in home
    assert "Rendez-vous" in client.get("care.to_do", retard="oui").text
    assert pathway.participant.name in client.get("pathways.index", etat="pathway_ends_soon").text
    assert pathway.participant.name not in client.get("pathways.index", etat="pathway_running").text
    pathway.planned_end_on = a_day(-1)
    home = client.get("home.index").text.replace("\u00a0", " ")
    assert "1 parcours que vous suivez a dépassé sa fin prévue" in home
    assert "finit bientôt" not in home
    assert pathway.participant.name in client.get("pathways.index", etat="pathway_overdue", suivi="moi").text


def test_what_is_broken_is_found(client: Client, pathway: Pathway) -> None:
    pathway.phase_since = pathway.starts_on - timedelta(days=1)
    pathway.planned_end_on = a_day(900)
    pathway.followers[0].is_referent = False
    pathway.scheme.yearly_capacity = None
    make_assessment(pathway, made_on=pathway.starts_on - timedelta(days=3))
    db.session.flush()

    assert len(sound()) == 4
