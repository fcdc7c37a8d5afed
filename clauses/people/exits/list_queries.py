"""The list of the reviews: what its filters leave, in order; counts for the alert and the reports."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from clauses.people.exits.models import ExitReview
from clauses.people.exits.queries import reviews_of
from clauses.people.exits.rules import (
    LATE_DAYS,
    ExitOrigin,
    ExitSituation,
    ExitState,
    Outcome,
    outcomes,
    state_on,
)
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.db import db
from facilitator.formats import search_key


@dataclass(frozen=True)
class ReviewRow:
    """A line of the list."""

    review: ExitReview
    state: ExitState

    @property
    def person(self) -> Participant:
        """Who."""
        return self.review.participant

    @property
    def situation(self) -> ExitSituation | None:
        """Where she stands, when it is known."""
        return self.review.situation


def _in_state(state: ExitState, on: date) -> ColumnElement[bool]:
    open_ = ExitReview.situation.is_(None)
    late = on - timedelta(days=LATE_DAYS)
    return {
        ExitState.ANSWERED: ~open_,
        ExitState.COMING: and_(open_, ExitReview.due_on > on),
        ExitState.DUE: and_(open_, ExitReview.due_on <= on, ExitReview.due_on >= late),
        ExitState.LATE: and_(open_, ExitReview.due_on < late),
    }[state]


def find_reviews(asker: Asker, values: Mapping[str, str], on: date) -> Select[ExitReview]:
    """The reviews that answer the filters of the list's address."""
    found = reviews_of(asker).join(ExitReview.participant).where(Participant.merged_into_id.is_(None))
    for word in search_key(values.get("q", "")).split():
        found = found.where(Participant.search_key.contains(word))
    if state := values.get("etat"):
        found = found.where(_in_state(ExitState(state), on))
    if months := values.get("terme"):
        found = found.where(ExitReview.months == int(months))
    if origin := values.get("apres"):
        found = found.where(ExitReview.origin == origin)
    if situation := values.get("situation"):
        found = found.where(ExitReview.situation == situation)
    if person := values.get("personne"):
        found = found.where(ExitReview.participant_id == int(person))
    if cohort := values.get("cohorte"):
        found = found.where(ExitReview.origin == ExitOrigin.COHORT, ExitReview.origin_id == int(cohort))
    return found


def ordered(found: Select[ExitReview], sort: str) -> Select[ExitReview]:
    """In the order of the address; by day, what is still to be asked comes first."""
    keys = {"du": ExitReview.due_on, "nom": Participant.search_key, "terme": ExitReview.months}
    key = keys.get(sort.removeprefix("-"), ExitReview.due_on)
    way = key.desc() if sort.startswith("-") else key.asc()
    first = [ExitReview.situation.is_not(None)] if key is ExitReview.due_on else []
    return found.order_by(*first, way, Participant.search_key, ExitReview.id)


def rows_of(
    found: Select[ExitReview], on: date, offset: int = 0, limit: int | None = None
) -> list[ReviewRow]:
    """The lines of the list."""
    loaded = found.options(joinedload(ExitReview.participant)).offset(offset or None).limit(limit)
    return [
        ReviewRow(one, state_on(one.due_on, one.situation is not None, on))
        for one in db.session.scalars(loaded)
    ]


def due_count(asker: Asker, on: date) -> int:
    """How many answers are due."""
    found = reviews_of(asker).where(ExitReview.situation.is_(None), ExitReview.due_on <= on)
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def outcomes_of(people: Collection[int], on: date) -> list[Outcome]:
    """What became of these people at each term that has come: one answer a person and a term, the latest."""
    rows = db.session.execute(
        select(ExitReview.participant_id, ExitReview.months, ExitReview.situation)
        .where(ExitReview.participant_id.in_(people), ExitReview.due_on <= on)
        .order_by(ExitReview.counted_from, ExitReview.id)
    )
    last: dict[tuple[int, int], ExitSituation | None] = {}
    for person, months, situation in rows:
        if situation is not None or (person, months) not in last:
            last[person, months] = situation
    return outcomes((months, situation) for (_, months), situation in last.items())


def cohort_outcomes(cohort_id: int, on: date) -> list[Outcome]:
    """What became of the people of a cohort at each term that has come."""
    rows = db.session.execute(
        select(ExitReview.months, ExitReview.situation).where(
            ExitReview.origin == ExitOrigin.COHORT,
            ExitReview.origin_id == cohort_id,
            ExitReview.due_on <= on,
        )
    )
    return outcomes((months, situation) for months, situation in rows)
