"""Rows of the eligibility; they flush, never commit."""

from datetime import date, timedelta
from typing import Any

from clauses.people.eligibility.models import (
    CertifiedCriterion,
    EligibilityCertificate,
    EligibilityDraft,
    EligibilityRequest,
)
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation
from facilitator.clock import now, today
from tests.factories import add, make_organisation, make_user
from tests.factories_hours import make_certificate


def make_decided(participant: Participant, *criteria: str, **over: Any) -> EligibilityCertificate:
    """An eligible decision with its criteria (a recognised handicap unless others are given)."""
    certificate = make_certificate(participant, **over)
    for key in criteria or ("disabled_worker",):
        add(
            CertifiedCriterion(
                certificate_id=certificate.id,
                criterion=key,
                proof="disability",
                proof_valid_until=date(2030, 1, 31),
                seen_on=certificate.decided_on,
                seen_by_id=certificate.decided_by.id,
            )
        )
    return certificate


def make_request(participant: Participant, company: Organisation | None = None) -> EligibilityRequest:
    """A company asks whether the person counts."""
    company = company or make_organisation()
    return add(
        EligibilityRequest(
            body_id=participant.body_id,
            organisation_id=company.id,
            participant=participant,
            asked_at=now(),
            asked_by="Camille, chantier",
        )
    )


def make_draft(
    participant: Participant, criterion: str = "rsa", proof: str = "benefit", **over: Any
) -> EligibilityDraft:
    """What was seen twenty days ago and waits for a decision."""
    seen = {
        "criterion": criterion,
        "proof": proof,
        "dated_on": (today() - timedelta(days=20)).isoformat(),
        "valid_until": None,
    }
    values = {"body_id": participant.body_id, "participant": participant, "seen": [seen], "kept_at": now()}
    return add(EligibilityDraft(author_id=make_user().id, **values | over))
