"""The counting windows of people, as others need them; what an asker may see of the decisions."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.people.eligibility.models import (
    CertifiedCriterion,
    EligibilityCertificate,
    EligibilityDraft,
    EligibilityRequest,
)
from clauses.people.eligibility.rules import Decision, RequestState, Scheme, Window, eligible_until
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.db import db
from facilitator.prepared import Prepared, several

CERTIFICATE = EligibilityCertificate
WINDOWS = Prepared(
    select(CERTIFICATE.participant_id, CERTIFICATE.starts_on, CERTIFICATE.ends_on, CERTIFICATE.revoked_on)
    .where(
        CERTIFICATE.participant_id.in_(several("people")),
        CERTIFICATE.scheme == bindparam("scheme"),
        CERTIFICATE.decision == Decision.ELIGIBLE,
        CERTIFICATE.starts_on.is_not(None),
        CERTIFICATE.ends_on.is_not(None),
    )
    .order_by(CERTIFICATE.starts_on)
)
"""Built once: every check and every page of hours asks it."""


def windows_of(people: Collection[int], scheme: Scheme = Scheme.CLAUSE) -> dict[int, tuple[Window, ...]]:
    """The counting windows of each participant under a scheme, in order; those who have none are absent."""
    if not people:
        return {}
    found: dict[int, list[Window]] = defaultdict(list)
    for person, starts_on, ends_on, revoked_on in WINDOWS.once(people=tuple(people), scheme=scheme):
        assert starts_on is not None  # the select leaves out a certificate without its window
        assert ends_on is not None
        if (window := Window(starts_on, ends_on).until(revoked_on)) is not None:
            found[person].append(window)
    return {person: tuple(windows) for person, windows in found.items()}


def eligible_until_of(people: Collection[int], day: date) -> dict[int, date]:
    """Until when the hours of each participant count, for those whose hours count on `day`: the one thing
    that a company is shown.
    """
    found = {person: eligible_until(windows, day) for person, windows in windows_of(people).items()}
    return {person: until for person, until in found.items() if until is not None}


def certificates_of(asker: Asker) -> Select[EligibilityCertificate]:
    """The decisions of the asker's body; nobody else ever sees one."""
    return owned(EligibilityCertificate, asker)


def certificate_of(asker: Asker, certificate_id: int) -> EligibilityCertificate | None:
    """One decision, if the asker may see it."""
    return db.session.scalar(certificates_of(asker).where(EligibilityCertificate.id == certificate_id))


def history_of(asker: Asker, participant_id: int) -> list[EligibilityCertificate]:
    """The decisions on a person, the latest first, with what was seen."""
    found = certificates_of(asker).where(EligibilityCertificate.participant_id == participant_id)
    loaded = found.options(
        selectinload(EligibilityCertificate.criteria).joinedload(CertifiedCriterion.seen_by),
        joinedload(EligibilityCertificate.decided_by),
    )
    order = (EligibilityCertificate.decided_on.desc(), EligibilityCertificate.id.desc())
    return list(db.session.scalars(loaded.order_by(*order)))


def draft_of(asker: Asker, participant_id: int, scheme: Scheme = Scheme.CLAUSE) -> EligibilityDraft | None:
    """What was seen of a person and waits for a decision."""
    found = owned(EligibilityDraft, asker).where(
        EligibilityDraft.participant_id == participant_id, EligibilityDraft.scheme == scheme
    )
    return db.session.scalar(found.order_by(EligibilityDraft.id.desc()).limit(1))


def open_requests(body_id: int, people: Collection[int]) -> list[EligibilityRequest]:
    """What companies ask about these people and nobody has answered, the oldest first."""
    found = select(EligibilityRequest).where(
        EligibilityRequest.body_id == body_id,
        EligibilityRequest.participant_id.in_(people),
        EligibilityRequest.state == RequestState.OPEN,
    )
    loaded = found.options(joinedload(EligibilityRequest.organisation))
    return list(db.session.scalars(loaded.order_by(EligibilityRequest.asked_at, EligibilityRequest.id)))
