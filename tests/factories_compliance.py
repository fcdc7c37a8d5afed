"""Rows of the compliance, with sensible defaults; they flush, never commit."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from clauses.compliance.penalties.compute_rules import compute
from clauses.compliance.penalties.facts_queries import snapshot_of
from clauses.compliance.penalties.kept_rules import to_json
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.rules import FileState, Ruling
from clauses.compliance.recovery.models import CandidateOffer, CandidateRequest, RecoveryAction
from clauses.compliance.recovery.rules import Actor
from clauses.contracts.models import Commitment, PenaltyTerm
from clauses.contracts.rules import PenaltyFormula, PenaltyTrigger
from facilitator.accounts.models import Organisation
from facilitator.clock import now, today
from tests.factories import add, make_user
from tests.factories_hours import make_running

SCHEDULE = (
    (PenaltyTrigger.MISSING_HOURS, PenaltyFormula.PER_HOUR, "60", False),
    (PenaltyTrigger.LATE_REPORT, PenaltyFormula.PER_CALENDAR_DAY, "100", True),
    (PenaltyTrigger.ABSENCE, PenaltyFormula.PER_ABSENCE, "500", False),
)
"""The SNCF schedule (domain dossier §5.4), and the absence of the ministry's model."""


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


def make_priced(body: Organisation | None = None, **over: Any) -> Commitment:
    """A running commitment of 833 hours whose clause has the SNCF schedule: 60 euros an hour, then days."""
    commitment = make_running(body, **over)
    for trigger, formula, amount, after_notice in SCHEDULE:
        add(
            PenaltyTerm(
                terms=commitment.terms,
                trigger=trigger,
                formula=formula,
                amount=Decimal(amount),
                after_notice=after_notice,
            )
        )
    return commitment


def make_file(commitment: Commitment | None = None, **over: Any) -> PenaltyFile:
    """A file on missing hours, as it is opened; `state` and what goes with it may be given."""
    commitment = commitment or make_priced()
    values = {
        "body_id": commitment.terms.lot.contract.body_id,
        "contract": commitment.terms.lot.contract,
        "commitment": commitment,
        "organisation": commitment.organisation,
        "triggers": ["missing_hours"],
        "reason": "Aucune heure à deux mois de la fin",
        "found_on": date(2026, 11, 2),
        "author": over.pop("author", None) or make_user(),
        "absences": [],
        "found": {},
        "estimate": Decimal(0),
    }
    file = PenaltyFile(**values | over)
    if not file.found:
        snapshot = snapshot_of(file, file.found_on)
        file.found, file.estimate = to_json(snapshot), compute(snapshot, as_if_noticed=True).amount
    return add(file)


def sent(commitment: Commitment | None = None, **over: Any) -> PenaltyFile:
    """A file whose notice was sent today: the company may comment for fifteen days."""
    values = {
        "state": FileState.SENT,
        "days": 15,
        "drafted_on": today(),
        "sent_on": today(),
        "until": today() + timedelta(days=15),
    }
    return make_file(commitment, **values | over)


def proposed(commitment: Commitment | None = None, **over: Any) -> PenaltyFile:
    """A file that waits for the buyer's decision."""
    file = sent(commitment, state=FileState.PROPOSED, proposed_on=today(), **over)
    snapshot = snapshot_of(file, today())
    file.proposed, file.computed = to_json(snapshot), compute(snapshot).amount
    file.proposed_decision, file.proposed_amount = Ruling.APPLIED, file.computed
    return file
