"""The windows that end are told of once, to the facilitators and to who employs the person."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select

from clauses.parameters.models import BodyParameter
from clauses.people.eligibility.jobs import run
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.employments.models import Employment
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.mail.digests.models import Notice
from tests.conftest import keep
from tests.factories import make_contact, make_membership
from tests.factories_hours import make_employment


def ends_in(days: int) -> tuple[Organisation, Employment]:
    """Somebody at work whose window ends in so many days."""
    employment = make_employment(starts_on=today() - timedelta(days=30))
    body = db.session.get_one(Organisation, employment.body_id)
    certificate = db.session.scalars(
        select(EligibilityCertificate).where(
            EligibilityCertificate.participant_id == employment.participant_id
        )
    ).one()
    certificate.ends_on = certificate.counts_until = today() + timedelta(days=days)
    make_contact(employment.employer, email="chantier@essai.example")
    keep()
    return body, employment


def told() -> list[tuple[str, str]]:
    return [(one.to, one.sentence) for one in db.session.scalars(select(Notice).order_by(Notice.id))]


def test_the_facilitators_and_the_company_are_told_once(app: Flask) -> None:
    body, employment = ends_in(30)
    facilitator = make_membership(Role.FACILITATOR, body).user
    keep()

    assert run() == "2\u00a0personnes prévenues d’une fin d’éligibilité."
    assert run().startswith("0")
    mine, theirs = told()
    assert mine[0] == facilitator.email
    assert employment.participant.family_name not in mine[1]
    assert theirs[0] == "chantier@essai.example"
    assert employment.participant.name in theirs[1]
    assert body.name in theirs[1]


def test_nobody_is_told_of_why(app: Flask) -> None:
    ends_in(30)
    run()

    ((_, said),) = told()
    assert not any(word in said.lower() for word in ("rsa", "chômage", "handicap", "critère", "justificatif"))


def test_a_window_far_from_its_end_is_not_told(app: Flask) -> None:
    ends_in(61)

    assert run().startswith("0")


def test_the_delay_is_the_bodys_own_and_dated(app: Flask) -> None:
    body, _ = ends_in(61)
    author = make_membership(Role.HEAD, body).user
    values = {
        "body_id": body.id,
        "key": "eligibility_alert_days",
        "value": "90",
        "valid_from": date(2020, 1, 1),
    }
    make_parameter(author.id, **values)
    keep()

    assert run().startswith("1")


def test_somebody_who_left_concerns_no_company_any_more(app: Flask) -> None:
    _, employment = ends_in(30)
    employment.ends_on = today() - timedelta(days=1)
    keep()

    assert run().startswith("0")


def make_parameter(author_id: int, **values: object) -> None:
    """A value of the body's own."""
    db.session.add(BodyParameter(author_id=author_id, source="Essai", made_at=now(), **values))
    db.session.flush()
