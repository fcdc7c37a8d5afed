"""What the pages of the matching share: who comes, the thing or 404, the trail, what a company reads."""

from dataclasses import dataclass

from flask import abort, url_for

from clauses.contracts.models import Commitment
from clauses.contracts.queries import commitments_of
from clauses.contracts.rules import Stage
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Role, current_asker
from facilitator.db import db
from geiq.matching.models import Proposal, StaffingRequest
from geiq.matching.queries import proposal_of, request_of
from geiq.matching.rules import NAMED, TONES, ProposalState

EDITORS = tuple(sorted(BODY_ROLES))
ASKERS = (*EDITORS, *sorted(COMPANY_ROLES), Role.LINK)
PART = "geiq/matching"
SILENT = "Réponse en retard"


def own_request(request_id: int) -> StaffingRequest:
    """The asker's request, or 404."""
    return request_of(current_asker(), request_id) or abort(404)


def own_proposal(proposal_id: int) -> Proposal:
    """A proposal of one of the asker's requests, or 404; a company answers no more for one taken back."""
    found = proposal_of(current_asker(), proposal_id) or abort(404)
    if current_asker().role not in BODY_ROLES and found.state not in NAMED:
        abort(404)
    return found


def request_url(request: StaffingRequest) -> str:
    """The request's page."""
    return url_for("staffing.show", request_id=request.id)


def trail(request: StaffingRequest | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to a request."""
    found = [("Besoins de recrutement", url_for("staffing.index"))]
    if request is not None:
        found.append((request.trade, request_url(request)))
    return found


def running_commitments() -> dict[int, Commitment]:
    """The commitments that a request may be for: contracts still followed and not closed."""
    found = db.session.scalars(commitments_of(current_asker())).all()
    return {
        one.id: one
        for one in found
        if one.terms.lot.contract.archived_on is None
        and one.terms.lot.contract.stage is not Stage.CLOSED
        and one.terms.lot.contract.body_id in _bodies()
    }


def _bodies() -> set[int]:
    asker = current_asker()
    if asker.body_id is not None:
        return {asker.body_id}
    if asker.scope is not None:
        return {asker.scope.body_id}
    return {one.terms.lot.contract.body_id for one in db.session.scalars(commitments_of(asker))}


@dataclass(frozen=True)
class Shown:
    """A person proposed, as the reader may see her."""

    row: Proposal
    name: str
    """'' once a company has no need to know."""
    state: str
    tone: str
    answerable: bool


def shown_of(request: StaffingRequest) -> list[Shown]:
    """The people proposed; a company reads no name of somebody it did not take."""
    body = current_asker().role in BODY_ROLES
    return [_shown(one, body) for one in request.proposals]


def _shown(one: Proposal, body: bool) -> Shown:
    named = body or one.state in NAMED
    late = one.state is ProposalState.SENT and one.silent_on is not None
    return Shown(
        one,
        one.participant.name if named else "",
        SILENT if late else one.state.label,
        "warn" if late else TONES[one.state],
        named and one.state is not ProposalState.WITHDRAWN and one.employment_id is None,
    )
