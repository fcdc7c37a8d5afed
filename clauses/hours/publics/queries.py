"""The people with validated hours on a contract, counted by category; no name is read."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import bindparam, func, literal_column, select

from clauses.contracts.models import Commitment, Contract
from clauses.contracts.queries import commitments_of
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState
from clauses.hours.publics.rules import Group, Publication, group_of, publish
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.eligibility.models import CertifiedCriterion, EligibilityCertificate
from clauses.people.eligibility.rules import Decision, Scheme
from facilitator.access import Asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.prepared import PREPARED, Prepared

CERTIFICATE = EligibilityCertificate


def publication_of(asker: Asker, contract_id: int) -> Publication:
    """What the asker reads of a contract it may see: the body all, a buyer no small number."""
    counts = counts_of(asker, contract_id)
    return publish(counts, 1 if asker.body_id is not None else least_of(contract_id))


def least_of(contract_id: int) -> int:
    """Below how many people the body that follows a contract tells no number."""
    body_id = db.session.scalars(select(Contract.body_id).where(Contract.id == contract_id)).one()
    return whole(settings_for(body_id, today()), "published_least")


def counts_of(asker: Asker, contract_id: int) -> Mapping[Group, int]:
    """By category, the eligible people who have validated hours on the asker's commitments of a contract."""
    latest: dict[int, tuple[int, list[str]]] = {}
    for person, certificate, criterion in _certified_on(asker).rows({"contract": contract_id}):
        if person not in latest or latest[person][0] != certificate:
            latest[person] = certificate, []
        if criterion is not None:
            latest[person][1].append(criterion)
    return Counter(group_of(criteria) for _, criteria in latest.values())


@lru_cache(maxsize=PREPARED)
def _certified_on(asker: Asker) -> Prepared:
    """The criteria of the eligible decisions on those who have validated hours, the latest decision last."""
    commitments = commitments_of(asker, bindparam("contract")).with_only_columns(Commitment.id)
    # As a sum, no index gives the people in order: SQLite would read the lines of every contract by it.
    person = StatementLine.participant_id + literal_column("0")
    worked = (
        select(person)
        .join(Statement, Statement.id == StatementLine.statement_id)
        .where(Statement.commitment_id.in_(commitments), StatementLine.state == LineState.VALIDATED)
        .group_by(person)
        .having(func.sum(StatementLine.minutes) > 0)
    )
    return Prepared(
        select(CERTIFICATE.participant_id, CERTIFICATE.id, CertifiedCriterion.criterion)
        .outerjoin(CertifiedCriterion, CertifiedCriterion.certificate_id == CERTIFICATE.id)
        .where(
            CERTIFICATE.participant_id.in_(worked),
            CERTIFICATE.scheme == Scheme.CLAUSE,
            CERTIFICATE.decision == Decision.ELIGIBLE,
        )
        .order_by(CERTIFICATE.decided_on, CERTIFICATE.id)
    )
