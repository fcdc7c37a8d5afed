"""Find the accounts that read very many people's pages; what the head of the body is told."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.participants.models import Participant
from clauses.people.participants.shown_queries import PersonShown
from clauses.people.readings.models import MassReading
from clauses.people.readings.rules import Burst, Reading, bursts
from clauses.people.readings.storage import note, readings_since
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db

LOOKED_BACK = timedelta(hours=26)
"""A job that was stopped for a day misses nothing."""


def opened(asker: Asker, person: Participant | PersonShown) -> None:
    """The asker opens a person's page: one line of a file, nothing in the database."""
    note(Reading(now(), asker.user_id, person.body_id, person.id))


def find_bursts(at: datetime) -> int:
    """Write down what went past each body's limit since yesterday; how many are new. The caller commits
    (`unaudited`: one that goes on leaves no second event).

    Leaves `people.read_in_mass`. Twice changes nothing.
    """
    readings = list(readings_since(at - LOOKED_BACK))
    limits = {body: _limit(body, at) for body in {each.body for each in readings}}
    new = 0
    for body, most in limits.items():
        for burst in bursts((each for each in readings if each.body == body), most):
            new += _written(burst)
    return new


def _limit(body_id: int, at: datetime) -> int:
    return whole(settings_for(body_id, at.date()), "readings_most")


def _written(burst: Burst) -> bool:
    """Whether a burst is new; a known one that went on is brought up to date."""
    known = db.session.scalar(
        select(MassReading).where(
            MassReading.body_id == burst.body,
            MassReading.reader_id == burst.user,
            MassReading.ended_at >= burst.begun_at,
            MassReading.begun_at <= burst.ended_at,
        )
    )
    if known is not None:
        known.ended_at = max(known.ended_at, burst.ended_at)
        known.people = max(known.people, burst.people)
        return False
    row = MassReading(
        body_id=burst.body,
        reader_id=burst.user,
        begun_at=burst.begun_at,
        ended_at=burst.ended_at,
        people=burst.people,
    )
    db.session.add(row)
    db.session.flush()
    record("people.read_in_mass", row, reader=burst.user, people=burst.people)
    return True


def mass_readings_of(asker: Asker) -> Select[MassReading]:
    """What the head of a body is told, the latest first."""
    found = owned(MassReading, asker).options(joinedload(MassReading.reader))
    return found.order_by(MassReading.begun_at.desc(), MassReading.id.desc())


def mass_reading_of(asker: Asker, reading_id: int) -> MassReading | None:
    """One of them."""
    return db.session.scalar(mass_readings_of(asker).where(MassReading.id == reading_id))


def count_to_look(asker: Asker) -> int:
    """How many nobody has looked at."""
    found = owned(MassReading, asker).where(MassReading.looked_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def say_looked(row: MassReading, asker: Asker) -> None:
    """The head of the body has looked at it; twice changes nothing. Leaves `people.mass_looked`."""
    if row.looked_at is None:
        row.looked_at, row.looked_by_id = now(), asker.user_id
        record("people.mass_looked", row)
