"""The doctor's daily round."""

from facilitator.db import db, unaudited
from facilitator.doctor.queries import KEPT, examine, keep
from facilitator.feature import every_feature, every_place
from facilitator.formats import NBSP, plural


def run() -> str:
    """Look at every invariant of the house and keep what does not hold; the outcome says it too."""
    found = examine(every_feature(), KEPT)
    with unaudited(db.session, "what the doctor saw"):
        keep(found, every_place())
        db.session.commit()
    said = [f"{each.invariant.label}{NBSP}: {plural(each.count, 'écart')}." for each in found if each.count]
    if said:
        return ("À réparer. " + " ".join(said))[:300]
    return f"Tout tient{NBSP}: {plural(len(found), 'règle prouvée', 'règles prouvées')}."
