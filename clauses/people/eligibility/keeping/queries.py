"""Find the decisions whose reasons have been kept long enough, and reduce them. The caller commits."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from clauses.contracts.models import ClauseTerms, Contract, Lot
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.eligibility.keeping.rules import Kept, goes_on
from clauses.people.eligibility.models import EligibilityCertificate
from facilitator.audit.queries import record
from facilitator.db import db

CERTIFICATE = EligibilityCertificate


def due(on: date) -> Iterator[EligibilityCertificate]:
    """The decisions that still say why, and need not any more on a day; the oldest first."""
    months = {body: whole(settings_for(body, on), "reasons_kept_months") for body in _bodies()}
    own = _own_durations()
    says_why = or_(CERTIFICATE.criteria.any(), CERTIFICATE.reason != "")
    found = select(CERTIFICATE).where(says_why, CERTIFICATE.reduced_on.is_(None))
    loaded = found.options(selectinload(CERTIFICATE.criteria)).order_by(CERTIFICATE.id)
    for one in db.session.scalars(loaded).all():
        kept = Kept(one.decided_on, one.starts_on, one.counts_until, one.revoked_on is not None)
        if goes_on(kept, own[one.body_id], months[one.body_id]) <= on:
            yield one


def reduce(certificate: EligibilityCertificate, on: date) -> None:
    """Delete why; the day, the validator, the scheme and the window stay. Leaves `eligibility.reduced`."""
    count = len(certificate.criteria)
    certificate.criteria.clear()
    certificate.reason, certificate.reduced_on = "", on
    record("eligibility.reduced", certificate, criteria=count)


def _bodies() -> set[int]:
    return set(db.session.scalars(select(CERTIFICATE.body_id).distinct()))


def _own_durations() -> dict[int, set[int]]:
    """By body, the durations that its clauses say themselves."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = select(Contract.body_id, ClauseTerms.counting_window_months).distinct()
    joined = rows.join(Lot, Lot.contract_id == Contract.id).join(ClauseTerms, ClauseTerms.lot_id == Lot.id)
    for body, months in db.session.execute(joined.where(ClauseTerms.window_is_own.is_(True))):
        found[body].add(months)
    return found
