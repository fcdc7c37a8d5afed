"""Find the pathways whose details were kept long enough, and delete these. The caller commits."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import selectinload

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.exits.models import ExitReview
from clauses.people.exits.rules import ExitOrigin
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db, unaudited
from geiq.pathways.keeping.rules import goes_on, last_contact
from geiq.pathways.models import BrokenGlass, Pathway
from geiq.pathways.page.models import PageLink
from geiq.pathways.page.rules import KEPT

DETAILS = ("assessments", "barriers", "steps")


def due(on: date) -> Iterator[Pathway]:
    """The pathways that still hold what was written of a person, and need not any more; the oldest first."""
    kept = select(Pathway).where(Pathway.ended_on.is_not(None), Pathway.reduced_on.is_(None))
    found = db.session.scalars(
        kept.order_by(Pathway.id).options(*(selectinload(getattr(Pathway, name)) for name in DETAILS))
    ).all()
    months = {
        body: whole(settings_for(body, on), "pathway_kept_months") for body in {one.body_id for one in found}
    }
    ends, news = _ends({one.participant_id for one in found}), _news({one.id for one in found})
    for one in found:
        contact = last_contact(ends[one.body_id, one.participant_id], news[one.id])
        if contact is not None and goes_on(contact, months[one.body_id]) <= on:
            yield one


def _ends(people: set[int]) -> dict[tuple[int, int], list[date | None]]:
    """By body and person, when each of her pathways ended; None for one that runs."""
    found: dict[tuple[int, int], list[date | None]] = defaultdict(list)
    rows = select(Pathway.body_id, Pathway.participant_id, Pathway.ended_on)
    for body, person, ended in db.session.execute(rows.where(Pathway.participant_id.in_(people))):
        found[body, person].append(ended)
    return found


def _news(pathways: set[int]) -> dict[int, list[date]]:
    """By pathway, the days on which the person answered afterwards."""
    found: dict[int, list[date]] = defaultdict(list)
    rows = select(ExitReview.origin_id, ExitReview.answered_on).where(
        ExitReview.origin == ExitOrigin.PATHWAY,
        ExitReview.origin_id.in_(pathways),
        ExitReview.answered_on.is_not(None),
    )
    for pathway, answered in db.session.execute(rows):
        if answered is not None:
            found[pathway].append(answered)
    return found


def reduce(pathway: Pathway, on: date) -> None:
    """Delete what was written: assessments, barriers, steps, reasons, remarks, addresses of her page.

    The scheme, the dates, the phase, who followed, the kind of exit and what became of her stay, and so do
    the figures. Leaves `pathway.reduced`, with how many of each.
    """
    counts = {name: len(getattr(pathway, name)) for name in DETAILS}
    for name in DETAILS:
        getattr(pathway, name).clear()
    for move in pathway.moves:
        move.reason = ""
    for glass in db.session.scalars(select(BrokenGlass).where(BrokenGlass.pathway_id == pathway.id)):
        glass.reason = ""
    news = select(ExitReview).where(
        ExitReview.origin == ExitOrigin.PATHWAY, ExitReview.origin_id == pathway.id
    )
    for review in db.session.scalars(news):
        review.remark = ""
    for link in db.session.scalars(select(PageLink).where(PageLink.pathway_id == pathway.id)):
        db.session.delete(link)
    pathway.exit_remark, pathway.reduced_on = "", on
    record("pathway.reduced", pathway, **counts)


def forget_pages() -> int:
    """Delete the addresses that have opened nothing for a year: cancelled, or of a pathway that ended."""
    before = now() - KEPT
    ended = select(Pathway.id).where(Pathway.ended_on < before.date())
    gone = delete(PageLink).where(or_(PageLink.revoked_at < before, PageLink.pathway_id.in_(ended)))
    with unaudited(db.session, "what opens nothing any more is forgotten"):
        count = len(db.session.execute(gone.returning(PageLink.id)).all())
        db.session.commit()
    return count
