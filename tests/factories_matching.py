"""Rows of the matching, with sensible defaults; they flush, never commit."""

from datetime import date, timedelta
from typing import Any

from facilitator.accounts.models import Organisation
from facilitator.clock import today
from geiq.matching.models import Proposal, StaffingRequest
from tests.factories import add, make_body, make_organisation
from tests.factories_hours import make_participant


def make_staffing(body: Organisation | None = None, **over: Any) -> StaffingRequest:
    """A company asks for two masons, from next month."""
    body = body or make_body()
    values = {
        "body_id": body.id,
        "organisation": over.pop("organisation", None) or make_organisation(),
        "trade": "Maçonnerie (F1703)",
        "people": 2,
        "starts_on": today() + timedelta(days=30),
        "asked_on": today(),
    }
    return add(StaffingRequest(**values | over))


def make_proposal(request: StaffingRequest | None = None, **over: Any) -> Proposal:
    """Somebody proposed today, with fifteen days to answer."""
    request = request or make_staffing()
    body = Organisation(id=request.body_id)
    sent_on: date = over.get("sent_on", today())
    values = {
        "body_id": request.body_id,
        "request": request,
        "participant": over.pop("participant", None) or make_participant(body),
        "reasons": ["Métier\u00a0: Maçonnerie (F1703) (formation terminée)"],
        "sent_on": sent_on,
        "answer_by": sent_on + timedelta(days=15),
    }
    return add(Proposal(**values | over))
