"""Which employments of the clauses have ended, and nobody is yet asked what became of the person."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import exists, select

from clauses.people.employments.models import Assignment, Employment
from clauses.people.exits.models import ExitReview
from clauses.people.exits.queries import open_reviews
from clauses.people.exits.rules import ExitOrigin
from clauses.people.participants.models import Participant
from facilitator.db import db

BACK_DAYS = 366
"""An employment that ended longer ago is not asked about for the first time: its last term is past."""


def ended_employments(on: date) -> Iterator[int]:
    """The employments that worked for a clause, ended within a year, without their reviews; and those whose
    end moved since. Somebody who works on under another employment is asked about all the same: the answer
    is then quickly given.
    """
    reviewed = exists().where(
        ExitReview.participant_id == Employment.participant_id,
        ExitReview.origin == ExitOrigin.EMPLOYMENT,
        ExitReview.origin_id == Employment.id,
        ExitReview.counted_from == Employment.ends_on,
    )
    answered = exists().where(
        ExitReview.origin == ExitOrigin.EMPLOYMENT,
        ExitReview.origin_id == Employment.id,
        ExitReview.situation.is_not(None),
    )
    found = (
        select(Employment.id)
        .join(Participant, Participant.id == Employment.participant_id)
        .where(
            Employment.ends_on < on,
            Employment.ends_on >= on - timedelta(days=BACK_DAYS),
            exists().where(Assignment.employment_id == Employment.id),
            Participant.merged_into_id.is_(None),
            ~reviewed,
            ~answered,
        )
        .order_by(Employment.id)
    )
    yield from db.session.scalars(found)


def open_for(employment_id: int) -> int:
    """Ask at each term after this employment; how many reviews are new. The caller commits."""
    employment = db.session.get_one(Employment, employment_id)
    assert employment.ends_on is not None
    made = open_reviews(employment.participant, ExitOrigin.EMPLOYMENT, employment.id, employment.ends_on)
    return len(made)
