"""The reviews that an asker may see; what makes them due, what answers them. The caller commits."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, false, func, select

from clauses.people.exits.models import ExitReview
from clauses.people.exits.rules import ExitOrigin, ExitSituation, check_answer, terms_after
from clauses.people.participants.models import Participant
from clauses.people.participants.rules import refuse_nir
from facilitator.access import Asker, Role
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db


def reviews_of(asker: Asker) -> Select[ExitReview]:
    """The reviews an asker may see: its body's; for a referrer, those of the people it follows."""
    if asker.body_id is not None:
        return owned(ExitReview, asker)
    if asker.role is Role.PARTNER:
        followed = select(Participant.id).where(
            Participant.referrer_id == asker.organisation_id, Participant.merged_into_id.is_(None)
        )
        return select(ExitReview).where(ExitReview.participant_id.in_(followed))
    return select(ExitReview).where(false())


def review_of(asker: Asker, review_id: int) -> ExitReview | None:
    """One review, if the asker may see it."""
    return db.session.scalar(reviews_of(asker).where(ExitReview.id == review_id))


def open_reviews(
    participant: Participant, origin: ExitOrigin, origin_id: int, counted_from: date
) -> list[ExitReview]:
    """Ask what became of somebody at each term after a day; those already asked are not asked again.

    A day that moved moves the terms that have no answer yet. Leaves `exit.opened` when something is new.
    """
    db.session.flush()
    known = {
        one.months: one
        for one in db.session.scalars(
            select(ExitReview).where(
                ExitReview.participant_id == participant.id,
                ExitReview.origin == origin,
                ExitReview.origin_id == origin_id,
            )
        )
    }
    made = []
    for term in terms_after(counted_from):
        row = known.get(term.months)
        if row is None:
            row = ExitReview(
                body_id=participant.body_id, participant=participant, origin=origin, origin_id=origin_id
            )
            row.months = term.months
            db.session.add(row)
            made.append(row)
        if row.situation is None:
            row.counted_from, row.due_on = counted_from, term.due_on
    if made:
        record("exit.opened", participant, origin=origin.value, origin_id=origin_id)
    return made


def withdraw_reviews(participant: Participant, origin: ExitOrigin, origin_id: int) -> None:
    """Ask no more what became of somebody after a step that was taken back; answers stay."""
    db.session.flush()
    gone = db.session.scalars(
        select(ExitReview).where(
            ExitReview.participant_id == participant.id,
            ExitReview.origin == origin,
            ExitReview.origin_id == origin_id,
            ExitReview.situation.is_(None),
        )
    ).all()
    for row in gone:
        db.session.delete(row)
    if gone:
        record("exit.withdrawn", participant, origin=origin.value, origin_id=origin_id)


def answer_review(
    review: ExitReview, situation: ExitSituation, author_id: int | None, remark: str = ""
) -> None:
    """Say where somebody stands at a term; said again, it replaces what was said. Leaves `exit.answered`."""
    check_answer(review.due_on, today())
    refuse_nir(remark, "remark")
    review.situation, review.answered_on, review.author_id = situation, today(), author_id
    review.remark = remark[:200]
    record("exit.answered", review, months=review.months)


def awaited(origin: ExitOrigin, ids: Collection[int]) -> dict[int, int]:
    """By cohort (or employment, or pathway), how many answers are due or to come."""
    rows = db.session.execute(
        select(ExitReview.origin_id, func.count())
        .where(ExitReview.origin == origin, ExitReview.origin_id.in_(ids), ExitReview.situation.is_(None))
        .group_by(ExitReview.origin_id)
    )
    return {row[0]: row[1] for row in rows}
