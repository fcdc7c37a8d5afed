"""Who may read and decide the eligibility: the body of the person, nobody else."""

from datetime import date, timedelta
from typing import Any

from clauses.people.documents.queries import receive
from clauses.people.documents.rules import DocumentKind
from facilitator.clock import today
from tests.clauses.people.documents.samples import stream
from tests.clauses.people.eligibility.factories import make_decided, make_draft, make_request
from tests.factories_hours import make_participant
from tests.matrix import BODY, Corner, Line


def person(corner: Corner) -> dict[str, Any]:
    """A person of the corner's body whose window ends soon, seen anew; a company asks for her."""
    named = make_participant(corner.body, family_name=corner.canary)
    ends_on = today() + timedelta(days=25)
    make_decided(named, "disabled_worker", "qpv_resident", starts_on=date(2024, 12, 1), ends_on=ends_on)
    make_draft(named)
    make_request(named, corner.company)
    receive(stream(), DocumentKind.ELIGIBILITY, corner.body.id, participant_id=named.id)
    return {"participant_id": named.id}


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
    Line("eligibility.confirm", BODY, person),
    Line("eligibility.refuse", BODY, person),
    Line("eligibility.revoke", BODY, certificate),
    Line("eligibility.criteria_file", BODY),
    Line("deciding.decide", BODY, person),
    Line("deciding.send", BODY, person),
)
