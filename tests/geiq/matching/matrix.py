"""Access to the staffing requests and to the people proposed."""

from typing import Any

from geiq.matching.models import StaffingRequest
from tests.clauses.contracts.matrix import as_csv
from tests.factories_hours import make_participant
from tests.factories_matching import make_proposal, make_staffing
from tests.matrix import BODY, COMPANIES, LINKS, Corner, Line


def asked(corner: Corner) -> StaffingRequest:
    """A request of the corner's company, in its words."""
    return make_staffing(corner.body, organisation=corner.company, trade=corner.canary)


def request(corner: Corner) -> dict[str, Any]:
    """A request."""
    return {"request_id": asked(corner).id}


def proposal(corner: Corner) -> dict[str, Any]:
    """Somebody proposed."""
    person = make_participant(corner.body, family_name=corner.canary)
    return {"proposal_id": make_proposal(asked(corner), participant=person).id}


ASKERS, READERS = BODY | COMPANIES | LINKS, BODY | COMPANIES
LINES = (
    Line("staffing.index", ASKERS),
    Line("staffing.index_file", READERS, as_csv, client=READERS, other=READERS),
    Line("staffing.create", ASKERS),
    Line("staffing.show", ASKERS, request),
    Line("staffing.close", ASKERS, request),
    Line("staffing.find", BODY, request),
    Line("staffing.reply", ASKERS, proposal),
    Line("staffing.take_back", BODY, proposal),
    Line("staffing.hire", BODY, proposal),
)
