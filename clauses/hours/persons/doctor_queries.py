"""What must hold between the hours and the people who did them."""

from collections.abc import Iterator

from sqlalchemy import select

from clauses.hours.ledger.models import StatementLine
from clauses.people.employments.models import Employment
from facilitator.db import db
from facilitator.feature import Invariant


def one_person() -> Iterator[str]:
    """A line is of the person whom its employment employs, whatever was merged and unmerged."""
    found = (
        select(StatementLine.id)
        .join(Employment, Employment.id == StatementLine.employment_id)
        .where(StatementLine.participant_id != Employment.participant_id)
    )
    for identifier in db.session.scalars(found):
        yield f"Ligne {identifier} : elle n’est pas de la personne de son contrat de travail."


INVARIANTS = (Invariant("hours.persons", "Une heure est de la personne de son contrat", one_person),)
