"""Access to the threads and to the flows."""

from typing import Any

from tests.factories_hours import make_participant
from tests.geiq.cohorts.matrix import make_member
from tests.matrix import BODY, PARTNERS, Corner, Line


def person(corner: Corner) -> dict[str, Any]:
    """A person."""
    return {"participant_id": make_participant(corner.body, family_name=corner.canary).id}


def cohort(corner: Corner) -> dict[str, Any]:
    """A cohort with somebody in it."""
    return {"cohort_id": make_member(corner).cohort_id}


def behind(corner: Corner) -> dict[str, Any]:
    """Everybody who was sent to it."""
    return cohort(corner) | {"key": "sent"}


def as_file(corner: Corner) -> dict[str, Any]:
    """The same, as a file."""
    return behind(corner) | {"ending": "csv"}


def person_file(corner: Corner) -> dict[str, Any]:
    """A thread as a file."""
    return person(corner) | {"ending": "csv"}


LINES = (
    Line("thread.person", BODY, person),
    Line("thread.person_file", BODY, person_file),
    Line("thread.cohort", BODY | PARTNERS, cohort),
    Line("thread.behind", BODY, behind),
    Line("thread.behind_file", BODY, as_file),
)
