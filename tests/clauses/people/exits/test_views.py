"""« Devenir à 3, 6 et 12 mois »: born by the job, answered with one tap, each its own people."""

from datetime import date, timedelta

from sqlalchemy import select

from clauses.people.exits.jobs import run
from clauses.people.exits.models import ExitReview
from clauses.people.exits.rules import ExitSituation
from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import today
from facilitator.db import db
from tests.clauses.people.exits.factories import make_review
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_hours import make_employment, make_participant


def test_the_job_asks_once_whatever_the_runs(client: Client) -> None:
    work = make_employment(starts_on=today() - timedelta(days=300), ends_on=today() - timedelta(days=100))
    make_employment()

    assert run() == "3\u00a0devenirs à demander."
    assert run() == "0\u00a0devenir à demander."
    rows = db.session.scalars(select(ExitReview).order_by(ExitReview.months)).all()
    assert [one.months for one in rows] == [3, 6, 12]
    assert {one.participant_id for one in rows} == {work.participant_id}
    rows[0].situation, rows[0].answered_on = ExitSituation.PERMANENT, today()
    db.session.flush()
    assert run() == "0\u00a0devenir à demander."


def test_an_end_that_moves_moves_its_terms(client: Client) -> None:
    work = make_employment(starts_on=today() - timedelta(days=300), ends_on=today() - timedelta(days=100))
    run()
    work.ends_on = today() - timedelta(days=10)
    db.session.flush()
    run()

    rows = db.session.scalars(select(ExitReview)).all()
    assert len(rows) == 3
    assert {one.counted_from for one in rows} == {work.ends_on}


def test_an_answer_is_one_tap(client: Client) -> None:
    body = make_body()
    review = make_review(make_participant(body, family_name="Loriot"), due_on=today())
    coming = make_review(review.participant, months=6, due_on=date(2099, 1, 1))
    client.as_role(Role.HEAD, body)
    page = client.get("exits.index", etat="due")
    assert "Loriot" in page.text

    client.post("exits.answer", {"situation": "permanent_job", "back": "list"}, review_id=review.id)
    assert review.situation is ExitSituation.PERMANENT
    early = client.post("exits.answer", {"situation": "permanent_job"}, review_id=coming.id)
    assert "pas encore atteint" in early.errors
    shown = client.get("people.show", participant_id=review.participant_id)
    assert "Devenir à 3, 6 et 12 mois" in shown.text
    assert "CDI" in shown.text


def test_a_referrer_answers_for_its_people_alone(client: Client) -> None:
    here, body = make_organisation(OrganisationKind.REFERRER), make_body()
    mine = make_review(make_participant(body, family_name="Loriot", referrer_id=here.id))
    other = make_review(make_participant(body, family_name="Canari"))
    client.as_role(Role.PARTNER, here)

    page = client.get("exits.index")
    assert "Loriot" in page.text
    assert "Canari" not in page.text
    assert client.get("exits.answer", review_id=mine.id).status == 200
    assert client.get("exits.answer", review_id=other.id).status == 404
