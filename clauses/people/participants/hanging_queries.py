"""What hangs on a participant: whatever has a foreign key to her, what is said of her records left out."""

from sqlalchemy import Column

from clauses.people.participants.models import DistinctPair, Participant, ParticipantMerge
from facilitator import traces
from facilitator.db import Base

OWN = {table.__tablename__ for table in (Participant, ParticipantMerge, DistinctPair)}


def hanging(on: type[Base] = Participant) -> list[Column[int]]:
    """The columns by which something hangs on a participant (or on another thing)."""
    return [column for column in traces.hanging(on) if column.table.name not in OWN]
