"""Who may read and decide the eligibility: the body of the person, nobody else."""

from typing import Any

from tests.clauses.people.eligibility.factories import make_decided
from tests.factories_hours import make_participant
from tests.matrix import BODY, Corner, Line


def person(corner: Corner) -> dict[str, Any]:
    """A person of the corner's body; no part of it is archived with a contract."""
    return {"participant_id": make_participant(corner.body, family_name=corner.canary).id}


def certificate(corner: Corner) -> dict[str, Any]:
    """A decision on a person, with its criteria."""
    named = make_participant(corner.body, family_name=corner.canary)
    return {"certificate_id": make_decided(named).id}


def ending(_corner: Corner) -> dict[str, Any]:
    """A list as a CSV file."""
    return {"ending": "csv"}


ALL = {"client": BODY, "other": BODY, "archived": BODY}
LINES = (
    Line("eligibility.index", BODY),
    Line("eligibility.export", BODY, ending, **ALL),
    Line("eligibility.show", BODY, person),
    Line("eligibility.certify", BODY, person),
    Line("eligibility.refuse", BODY, person),
    Line("eligibility.revoke", BODY, certificate),
    Line("eligibility.criteria_file", BODY),
    Line("deciding.decide", BODY, person),
    Line("deciding.send", BODY, person),
)
