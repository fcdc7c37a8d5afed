"""The events of a year that count for a scheme: of a kind it says, held, one of its organisations there."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from facilitator.db import db
from geiq.pathways.scheme_models import SchemeEventGoal, SupportScheme
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming
from worksites.events.models import Event
from worksites.events.rules import EventState
from worksites.events.when_rules import moment

AWAY = (Coming.ABSENT, Coming.EXCUSED)


@dataclass(frozen=True)
class GoalRow:
    """What a scheme says of a year, and the events that keep it."""

    goal: SchemeEventGoal
    held: tuple[Event, ...]

    @property
    def count(self) -> str:
        """`2 sur 4`."""
        return f"{len(self.held)} sur {self.goal.number}"

    @property
    def is_kept(self) -> bool:
        """Whether as many were held as it says."""
        return len(self.held) >= self.goal.number


def goals_of(scheme: SupportScheme, year: int) -> list[GoalRow]:
    """Each goal with its events of a civil year, in their order.

    An event counts when it was held and the scheme's lead or one of its partners was on its list and did not
    stay away: nobody types it.
    """
    if not scheme.event_goals:
        return []
    ours = {scheme.lead_id, *(one.organisation_id for one in scheme.partners)} - {None}
    there = select(EventGuest.event_id).where(
        EventGuest.organisation_id.in_(ours), EventGuest.coming.not_in(AWAY)
    )
    found = db.session.scalars(
        select(Event)
        .where(
            Event.body_id == scheme.body_id,
            Event.state == EventState.HELD,
            Event.kind.in_({one.kind for one in scheme.event_goals}),
            Event.starts_at >= moment(date(year, 1, 1), time()),
            Event.starts_at < moment(date(year + 1, 1, 1), time()),
            Event.id.in_(there),
        )
        .order_by(Event.starts_at, Event.id)
    ).all()
    return [
        GoalRow(goal, tuple(one for one in found if one.kind is goal.kind)) for goal in scheme.event_goals
    ]
