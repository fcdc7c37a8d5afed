"""Access to the employments."""

from typing import Any

from sqlalchemy import select

from clauses.people.employments.models import Employment
from facilitator.db import db
from tests.clauses.people.participants.matrix import READERS, make_person
from tests.matrix import BODY, Corner, Line


def make_work(corner: Corner) -> Employment:
    """The employment of the corner's person."""
    row = make_person(corner)
    return db.session.scalars(select(Employment).where(Employment.participant_id == row.id)).one()


def employment(corner: Corner) -> dict[str, Any]:
    """The employment."""
    return {"employment_id": make_work(corner).id}


def assignment(corner: Corner) -> dict[str, Any]:
    """The commitment it works for."""
    return {"assignment_id": make_work(corner).assignments[0].id}


def new(corner: Corner) -> dict[str, Any]:
    """A form about the corner's person."""
    return {"personne": make_person(corner).id}


def commitment(corner: Corner) -> dict[str, Any]:
    """The commitment that the corner's person works for."""
    return {"commitment_id": make_work(corner).assignments[0].commitment_id}


LINES = (
    Line("employments.new", BODY, new),
    Line("employments.who", BODY, commitment),
    Line("employments.show", READERS, employment),
    Line("employments.edit", BODY, employment),
    Line("employments.end", BODY, employment),
    Line("employments.assign_to", BODY, employment),
    Line("employments.unassign", BODY, assignment),
)
