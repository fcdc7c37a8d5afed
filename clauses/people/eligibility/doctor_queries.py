"""What must always hold of the eligibility; none writes."""

from collections.abc import Iterator

from sqlalchemy import select

from clauses.people.eligibility.models import CertifiedCriterion, EligibilityCertificate
from clauses.people.eligibility.rules import Decision
from facilitator.db import db
from facilitator.feature import Invariant


def kept_ends() -> Iterator[str]:
    """The last day that counts, kept with a decision, is the one its window says."""
    found = select(EligibilityCertificate).execution_options(yield_per=1000)
    for certificate in db.session.scalars(found):
        window = certificate.window
        if certificate.counts_until != (window.ends_on if window else None):
            yield f"Décision {certificate.id} : le dernier jour gardé n’est pas celui de sa période."


def proved() -> Iterator[str]:
    """A criterion is certified under a decision that says yes, and by a proof that held that day."""
    found = (
        select(CertifiedCriterion.id, EligibilityCertificate.decision, CertifiedCriterion.proof_valid_until,
               EligibilityCertificate.starts_on, EligibilityCertificate.decided_on)
        .join(EligibilityCertificate, EligibilityCertificate.id == CertifiedCriterion.certificate_id)
    )  # fmt: skip
    for identifier, decision, valid_until, starts_on, decided_on in db.session.execute(found):
        first = min(day for day in (starts_on, decided_on) if day is not None)
        if decision is not Decision.ELIGIBLE or (valid_until is not None and valid_until < first):
            yield f"Critère {identifier} : il ne prouve rien au jour de sa décision."


INVARIANTS = (
    Invariant("people.counts-until", "Chaque période d’éligibilité finit où elle le dit", kept_ends),
    Invariant("people.proved", "Chaque critère certifié repose sur une preuve qui valait", proved),
)
