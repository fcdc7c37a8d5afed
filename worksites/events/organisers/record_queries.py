"""Write the organisers down. The caller commits."""

from collections.abc import Collection

from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.changing_queries import retold
from worksites.events.life_rules import OPEN, check_open
from worksites.events.models import Event, EventOrganiser
from worksites.events.rules import EventState


def set_organisers(event: Event, user_ids: Collection[int]) -> None:
    """Who holds the event, and nobody else. Leaves `event.organisers_set`."""
    check_open(event.state)
    if not user_ids and event.state in OPEN - {EventState.PREPARED}:
        raise RuleBroken("Un événement annoncé garde au moins un organisateur.", "people")
    wanted = set(user_ids)
    if wanted == {one.user_id for one in event.organisers}:
        return
    for one in [one for one in event.organisers if one.user_id not in wanted]:
        event.organisers.remove(one)
    db.session.flush()
    held = {one.user_id for one in event.organisers}
    event.organisers += [EventOrganiser(user_id=one) for one in user_ids if one not in held]
    retold(event)
    record("event.organisers_set", event, count=len(wanted))
