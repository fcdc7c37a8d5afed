"""What assessments tell of a person that a job asks for: read only of those whom the asker follows."""

from collections.abc import Collection

from sqlalchemy import select

from facilitator.access import Asker
from facilitator.db import db
from facilitator.gatherings import Ability
from geiq.pathways.knowing.queries import followed_by
from geiq.pathways.models import Assessment, Pathway


def abilities(asker: Asker, ids: Collection[int]) -> dict[int, Ability]:
    """By participant, the trade aimed at, the level of French and the licences of the last assessment."""
    mine = followed_by(asker).with_only_columns(Pathway.id).where(Pathway.participant_id.in_(ids))
    rows = db.session.execute(
        select(Pathway.participant_id, Assessment)
        .join(Assessment, Assessment.pathway_id == Pathway.id)
        .where(Pathway.id.in_(mine))
        .order_by(Assessment.made_on, Assessment.id)
    )
    return {person: _told(assessment) for person, assessment in rows}


def _told(seen: Assessment) -> Ability:
    trades = (seen.trade,) if seen.trade else ()
    return Ability(trades, seen.french.value if seen.french else "", frozenset(seen.licences))
