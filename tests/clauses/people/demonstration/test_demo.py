"""The demonstration's people: invented, eligible for many reasons, some waiting, some written twice."""

from collections import Counter
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from clauses.people.eligibility.models import CertifiedCriterion, EligibilityCertificate, EligibilityRequest
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import Decision, RequestState
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import EmployerKind
from clauses.people.participants.models import Participant
from clauses.people.valuation.models import ValuationRule
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client

SOON = timedelta(days=60)


def people() -> list[Participant]:
    return list(db.session.scalars(select(Participant)))


def hired() -> list[int]:
    """Those who have worked for a clause."""
    return list(db.session.scalars(select(Employment.participant_id).join(Employment.assignments).distinct()))


def test_about_ninety_people_work_and_none_is_real(demo_app: Flask) -> None:
    found = people()
    assert 85 <= len(hired()) <= 110
    names = [person.name for person in found]
    assert len(set(names)) == len(names)
    assert all(person.email.endswith(".example") for person in found if person.email)
    phones = [person.phone for person in found if person.phone]
    assert len(set(phones)) == len(phones)
    assert all(phone.startswith("+3346571") for phone in phones)


def test_nobody_is_known_before_the_day_somebody_wrote_her_down(demo_app: Flask) -> None:
    days = {person.created_on for person in people()}
    assert len(days) > 30
    assert max(days) <= today()


def test_most_are_eligible_and_every_other_standing_is_shown(demo_app: Flask) -> None:
    found = people()
    windows = windows_of([person.id for person in found])
    last = {key: max(window.ends_on for window in each) for key, each in windows.items()}
    workers = set(hired())
    assert sum(last[key] >= today() for key in workers & set(last)) > len(workers) * 2 // 3
    assert sum(today() <= day <= today() + SOON for day in last.values()) >= 3
    assert sum(day < today() for day in last.values()) >= 2
    assert len(found) - len(windows) >= 5
    decided = Counter(db.session.scalars(select(EligibilityCertificate.decision)))
    assert decided[Decision.REFUSED] == 1
    states = Counter(db.session.scalars(select(EligibilityRequest.state)))
    assert states[RequestState.OPEN] == 3


def test_the_one_who_waits_longest_is_decided_in_one_click(demo_app: Flask) -> None:
    client = Client(demo_app, demo_app.test_client())
    first = db.session.scalars(select(EligibilityRequest).order_by(EligibilityRequest.asked_at)).first()
    assert first is not None
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, first.body_id))
    row = client.get("eligibility.index").select("tbody tr")[0]

    assert first.participant.name in row.text
    assert row.select("button")[0].text == "Valider l’éligibilité"


def test_the_criteria_and_the_employers_are_varied(demo_app: Flask) -> None:
    criteria = set(db.session.scalars(select(CertifiedCriterion.criterion)))
    assert len(criteria) >= 10
    kinds = Counter(db.session.scalars(select(Employment.employer_kind)))
    wanted = {"geiq", "etti", "company", "ei", "aci", "neighbourhood_board"}
    assert wanted <= {kind.value for kind in kinds}
    assert kinds[EmployerKind.GEIQ] >= 8


def test_two_valuation_rules_name_their_source(demo_app: Flask) -> None:
    sources = set(db.session.scalars(select(ValuationRule.source)))
    assert sources == {"Charte locale, démonstration"}
    assert db.session.scalar(select(func.count()).select_from(ValuationRule)) == 2
