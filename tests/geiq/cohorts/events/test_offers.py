"""Whom the cohorts, the structures and the pathways let an event invite, and what they tell of them."""

from datetime import date

import pytest
from flask import Flask

from clauses.people.abilities.rules import FrenchLevel, Licence
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.feature import abilities_of, bands_between, every_guest_list, invitees_on
from geiq.cohorts.rules import CohortStage, EnrolmentState
from geiq.groups.models import StructureTrade
from tests.factories import make_body, make_organisation, make_user
from tests.factories_cohorts import make_cohort, make_enrolment
from tests.factories_groups import make_member, make_structure
from tests.factories_hours import make_employment, make_participant
from tests.factories_pathways import make_assessment, make_pathway, make_scheme
from tests.factories_sites import make_phase, make_worksite

pytestmark = pytest.mark.usefixtures("app")


def asker(body: Organisation, role: Role = Role.FACILITATOR) -> Asker:
    """Somebody of an organisation."""
    return Asker(make_user().id, 1, role, body.id, "Essai", body.name)


def test_a_cohort_gives_those_who_are_still_in_it() -> None:
    body = make_body()
    cohort = make_cohort(body, name="POEC étancheur")
    stays = make_enrolment(cohort)
    make_enrolment(cohort, state=EnrolmentState.LEFT, left_on=today())
    make_cohort(body, stage=CohortStage.CANCELLED)
    us = asker(body)

    lists = every_guest_list(us)
    assert [(one.label, one.holds) for one in lists] == [("Cohorte POEC étancheur", "participant")]
    people = invitees_on(us, lists[0].key)
    assert [(one.thing_id, one.reason) for one in people] == [
        (stays.participant_id, "POEC étancheur : orienté")
    ]


def test_a_geiq_gives_its_members_of_today_and_the_structures_of_a_trade() -> None:
    body = make_body()
    structure = make_structure(body, trades=[StructureTrade(trade="Couverture (F1610)")])
    stays = make_member(structure, since=date(2020, 1, 1))
    make_member(structure, since=date(2020, 1, 1), until=date(2021, 1, 1))
    us = asker(body)

    found = {one.label: invitees_on(us, one.key) for one in every_guest_list(us)}
    members, of_trade = found.values()
    assert [one.thing_id for one in members] == [stays.organisation_id]
    assert [one.thing_id for one in of_trade] == [structure.organisation_id]
    assert [*found][1] == "Structures d’insertion : Couverture (F1610)"


def test_nobody_else_has_a_list_nor_reads_one_by_its_key() -> None:
    body = make_body()
    cohort = make_cohort(body)
    make_enrolment(cohort)
    for other in (asker(make_body()), asker(make_organisation(), Role.DECLARANT)):
        assert every_guest_list(other) == []
        assert invitees_on(other, f"cohort {cohort.id}") == []


def test_a_person_is_known_by_what_she_did_and_by_what_the_asker_may_read() -> None:
    body = make_body()
    person = make_participant(body)
    make_employment(participant=person, body_id=body.id, trade="Maçonnerie (F1703)")
    make_enrolment(make_cohort(body, trade="Couverture (F1610)"), person, state=EnrolmentState.SELECTED)
    us = asker(body)
    pathway = make_pathway(make_scheme(body), make_user(), participant=person)
    make_assessment(pathway, french=FrenchLevel.B1, licences=[Licence.B.value])

    known = abilities_of(us, [person.id])[person.id]
    assert set(known.trades) == {"Maçonnerie (F1703)", "Couverture (F1610)"}
    assert known.french == "", "an assessment is read by those who follow alone"
    pathway.followers[0].user_id = us.user_id
    known = abilities_of(us, [person.id])[person.id]
    assert (known.french, known.licences) == ("b1", frozenset({"b"}))


def test_trainings_and_works_are_bands_of_the_days_they_last(app: Flask) -> None:
    body = make_body()
    site = make_worksite(body, name="La Gauthière")
    make_phase(site, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 27))
    cohort = make_cohort(body, starts_on=date(2026, 10, 5), ends_on=date(2026, 12, 18))
    busy = make_enrolment(cohort, state=EnrolmentState.SELECTED)
    with app.test_request_context():
        bands = bands_between(asker(body), date(2026, 11, 1), date(2026, 11, 30))
        assert bands_between(asker(body), date(2027, 3, 1), date(2027, 3, 31)) == []

    works, training = bands
    assert (works.label, works.worksite_ids) == (
        "La Gauthière : Maçonnerie (F1703)",
        frozenset({site.id}),
    )
    assert (training.kind, training.ends_on) == ("POEC", date(2026, 12, 18))
    assert training.participant_ids == ({busy.participant_id} if today() <= date(2026, 12, 18) else set())
