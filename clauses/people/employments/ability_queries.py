"""The trades that people have worked in."""

from collections import defaultdict
from collections.abc import Collection

from clauses.people.employments.models import Employment
from clauses.people.employments.queries import employments_of
from facilitator.access import Asker
from facilitator.db import db
from facilitator.gatherings import Ability


def abilities(asker: Asker, ids: Collection[int]) -> dict[int, Ability]:
    """By participant, the trades of the employments that the asker may see."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = employments_of(asker).with_only_columns(Employment.participant_id, Employment.trade)
    for person, trade in db.session.execute(
        rows.where(Employment.participant_id.in_(ids), Employment.trade != "").order_by(Employment.id)
    ):
        found[person].append(trade)
    return {person: Ability(trades=tuple(dict.fromkeys(trades))) for person, trades in found.items()}
