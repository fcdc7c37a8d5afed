"""The counting windows of people, as others need them."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.rules import Decision, Scheme, Window
from facilitator.db import db


def windows_of(people: Collection[int], scheme: Scheme = Scheme.CLAUSE) -> dict[int, tuple[Window, ...]]:
    """The counting windows of each participant under a scheme, in order; those who have none are absent."""
    certificates = db.session.scalars(
        select(EligibilityCertificate)
        .where(
            EligibilityCertificate.participant_id.in_(people),
            EligibilityCertificate.scheme == scheme,
            EligibilityCertificate.decision == Decision.ELIGIBLE,
        )
        .order_by(EligibilityCertificate.starts_on)
    )
    found: dict[int, list[Window]] = defaultdict(list)
    for certificate in certificates:
        if certificate.window is not None:
            found[certificate.participant_id].append(certificate.window)
    return {person: tuple(windows) for person, windows in found.items()}
