"""Rows of the compliance, with sensible defaults; they flush, never commit."""

from datetime import date
from typing import Any

from clauses.compliance.recovery.models import CandidateOffer, CandidateRequest, RecoveryAction
from clauses.compliance.recovery.rules import Actor
from clauses.contracts.models import Commitment
from facilitator.clock import now
from tests.factories import add, make_user
from tests.factories_hours import make_running


def make_action(commitment: Commitment | None = None, **over: Any) -> RecoveryAction:
    """An action that the company must take before the end of 2026."""
    commitment = commitment or make_running()
    contract = commitment.terms.lot.contract
    values = {
        "body_id": contract.body_id,
        "contract": contract,
        "organisation": commitment.organisation,
        "actor": Actor.COMPANY,
        "what": "Recruter deux maçons",
        "due_on": date(2026, 12, 31),
        "author": over.pop("author", None) or make_user(),
        "made_at": now(),
    }
    return add(RecoveryAction(**values | over))


def make_request(commitment: Commitment | None = None, **over: Any) -> CandidateRequest:
    """Two masons asked for on 1 September 2026."""
    commitment = commitment or make_running()
    values = {
        "body_id": commitment.terms.lot.contract.body_id,
        "commitment": commitment,
        "organisation": commitment.organisation,
        "asked_on": date(2026, 9, 1),
        "people": 2,
        "trade": "Maçon VRD",
    }
    return add(CandidateRequest(**values | over))


def make_offer(commitment: Commitment | None = None, **over: Any) -> CandidateOffer:
    """Two masons offered on 7 September 2026, not answered."""
    commitment = commitment or make_running()
    values = {
        "body_id": commitment.terms.lot.contract.body_id,
        "commitment": commitment,
        "organisation": commitment.organisation,
        "offered_on": date(2026, 9, 7),
        "people": 2,
        "trade": "Maçon VRD",
        "author": over.pop("author", None) or make_user(),
    }
    return add(CandidateOffer(**values | over))
