"""The housekeeping of the forms already sent."""

from facilitator.clock import now
from facilitator.db import db, unaudited
from facilitator.formats import plural
from facilitator.once.queries import forget_before


def forget_forms() -> str:
    """Forget the keys older than a week: nobody sends the same page again after that."""
    with unaudited(db.session, "old form keys are forgotten"):
        count = forget_before(now())
        db.session.commit()
    return f"{plural(count, 'formulaire oublié', 'formulaires oubliés')}."
