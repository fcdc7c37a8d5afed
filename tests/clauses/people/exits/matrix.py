"""Access to what became of people: their body, and whoever follows them."""

from typing import Any

from clauses.people.exits.models import ExitReview
from tests.clauses.people.exits.factories import make_review
from tests.factories_hours import make_participant
from tests.matrix import BODY, PARTNERS, Corner, Line


def make_asked(corner: Corner) -> ExitReview:
    """What is asked of somebody whom the corner's partner follows."""
    person = make_participant(
        corner.body, family_name=corner.canary, given_name=corner.canary, referrer_id=corner.partner.id
    )
    return make_review(person, remark=corner.canary)


def review(corner: Corner) -> dict[str, Any]:
    """The review."""
    return {"review_id": make_asked(corner).id}


def as_csv(_corner: Corner) -> dict[str, Any]:
    """The list as a file."""
    return {"ending": "csv"}


READERS = BODY | PARTNERS
LINES = (
    Line("exits.index", READERS),
    Line("exits.index_file", READERS, as_csv, client=READERS, other=READERS),
    Line("exits.answer", READERS, review),
)
