"""The invariants of the pathways. Each yields a French sentence for every breach; none writes."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, or_, select

from clauses.people.exits.models import ExitReview
from clauses.people.exits.rules import TERMS, ExitOrigin
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import Invariant, Place
from geiq.pathways.course.rules import longest_end
from geiq.pathways.models import Assessment, Pathway, PathwayFollower, PathwayMove, PathwayStep
from geiq.pathways.rules import MoveKind
from geiq.pathways.scheme_models import SupportScheme


def dates() -> Iterator[str]:
    """A phase, an assessment and a step stand inside their pathway; its end inside what its scheme allows."""
    outside = select(Pathway.id).where(
        or_(Pathway.phase_since < Pathway.starts_on, Pathway.phase_since > Pathway.ended_on)
    )
    for identifier in db.session.scalars(outside.order_by(Pathway.id)):
        yield f"Parcours {identifier} : sa phase commence hors de ses dates."
    assessed = select(Pathway.id).join(Pathway.assessments).where(Assessment.made_on < Pathway.starts_on)
    planned = select(Pathway.id).join(Pathway.steps).where(PathwayStep.due_on < Pathway.starts_on)
    for found in (assessed, planned):
        for identifier in db.session.scalars(found.distinct()):
            yield f"Parcours {identifier} : un diagnostic ou une étape vient avant son début."
    rows = select(Pathway.id, Pathway.starts_on, Pathway.planned_end_on, SupportScheme.most_months)
    for identifier, start, end, months in db.session.execute(rows.join(Pathway.scheme)):
        last = longest_end(start, months)
        if last is not None and end > last:
            yield f"Parcours {identifier} : il finit après la durée maximale de son dispositif."


def ends() -> Iterator[str]:
    """A pathway that is over has its move and its three questions; one that runs has neither."""
    told = select(PathwayMove.pathway_id).where(PathwayMove.kind == MoveKind.ENDED)
    asked = (
        select(ExitReview.origin_id)
        .where(ExitReview.origin == ExitOrigin.PATHWAY)
        .group_by(ExitReview.origin_id)
        .having(func.count() == len(TERMS))
    )
    over = Pathway.ended_on.is_not(None)
    wrong = select(Pathway.id).where(
        or_(over & Pathway.id.not_in(told), over & Pathway.id.not_in(asked), ~over & Pathway.id.in_(told))
    )
    for identifier in db.session.scalars(wrong.order_by(Pathway.id)):
        yield f"Parcours {identifier} : sa sortie n’est pas dite entière."


def referents() -> Iterator[str]:
    """A running pathway has one referent, or a partner that follows it."""
    referent = (
        select(func.count())
        .where(
            PathwayFollower.pathway_id == Pathway.id,
            PathwayFollower.is_referent,
            PathwayFollower.until.is_(None),
        )
        .scalar_subquery()
    )
    wrong = select(Pathway.id).where(
        Pathway.ended_on.is_(None),
        or_(referent > 1, (referent == 0) & Pathway.organisation_id.is_(None)),
    )
    for identifier in db.session.scalars(wrong.order_by(Pathway.id)):
        yield f"Parcours {identifier} : il n’a pas un référent et un seul, ni de partenaire."


def capacity() -> Iterator[str]:
    """No more people entered a scheme this year than it takes."""
    year = today().year
    found = (
        select(SupportScheme.id, SupportScheme.yearly_capacity, func.count(Pathway.id))
        .join(Pathway, Pathway.scheme_id == SupportScheme.id)
        .where(Pathway.starts_on.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(SupportScheme.id, SupportScheme.yearly_capacity)
        .having(func.count(Pathway.id) > SupportScheme.yearly_capacity)
    )
    for identifier, most, entered in db.session.execute(found):
        yield f"Dispositif {identifier} : {entered} entrées en {year}, pour {most} au plus."


def reduced() -> Iterator[str]:
    """A pathway whose details were deleted holds none, nor a word of what was written."""
    held = or_(
        Pathway.assessments.any(),
        Pathway.barriers.any(),
        Pathway.steps.any(),
        Pathway.moves.any(PathwayMove.reason != ""),
        Pathway.exit_remark != "",
        Pathway.ended_on.is_(None),
    )
    wrong = select(Pathway.id).where(Pathway.reduced_on.is_not(None), held)
    for identifier in db.session.scalars(wrong.order_by(Pathway.id)):
        yield f"Parcours {identifier} : son détail est dit effacé, et il en reste."


def pathway_place(identifier: int) -> Place | None:
    """Where a pathway is seen."""
    row = db.session.get(Pathway, identifier)
    return Place("pathways.show", {"pathway_id": identifier}, row.body_id) if row else None


def scheme_place(identifier: int) -> Place | None:
    """Where a scheme is seen."""
    row = db.session.get(SupportScheme, identifier)
    return Place("schemes.show", {"scheme_id": identifier}, row.body_id) if row else None


PLACES = {"Parcours": pathway_place, "Dispositif": scheme_place}
INVARIANTS = (
    Invariant("pathways.dates", "Ce qui est d’un parcours tient dans ses dates", dates),
    Invariant("pathways.ends", "Une sortie de parcours est dite entière, ou pas du tout", ends),
    Invariant("pathways.referents", "Un parcours a un référent, ou un partenaire", referents),
    Invariant("pathways.reduced", "Un parcours réduit ne garde rien de ce qui y fut écrit", reduced),
    Invariant("pathways.capacity", "Un dispositif n’accueille pas plus que sa capacité", capacity),
)
