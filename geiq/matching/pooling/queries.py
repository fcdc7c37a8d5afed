"""What one organisation's jobs could cover; the agreements made from a split. The caller commits."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from clauses.compliance.schedule.queries import calendar_for
from clauses.compliance.schedule.rules import Calendar
from clauses.contracts.models import Commitment
from clauses.contracts.rules import Nature
from clauses.hours.ledger.models import CommitmentTotal
from clauses.hours.pooling.models import PoolingAgreement
from clauses.hours.pooling.queries import agree, poolable
from clauses.hours.pooling.rules import LEAST
from clauses.parameters.queries import settings_for
from clauses.people.eligibility.queries import eligible_until_of
from clauses.people.employments.rules import LENDERS, EmployerKind, modality_of, suggested_kind
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import organisations_of
from facilitator.accounts.rules import DECLARING_KINDS
from facilitator.db import db
from facilitator.words import RuleBroken
from geiq.matching.pooling.rules import Duty, Period, weights_of
from geiq.matching.pooling.trade_queries import trades_of_lots

NOBODY = "Cette personne n’a pas de période de décompte ce jour-là : décidez d’abord de son éligibilité."


def employers_offered(asker: Asker) -> list[tuple[int, str]]:
    """The organisations that may employ the person: companies that owe hours, and those that lend people."""
    found = organisations_of(asker).where(Organisation.kind.in_(DECLARING_KINDS)).order_by(Organisation.name)
    return [(one.id, one.name) for one in db.session.scalars(found)]


def people_offered(asker: Asker) -> list[tuple[int, str]]:
    """The people of the body, by name."""
    found = participants_of(asker).where(Participant.archived_on.is_(None)).order_by(Participant.search_key)
    return [(one.id, one.name) for one in db.session.scalars(found)]


def counts_until(asker: Asker, participant_id: int, on: date) -> date | None:
    """Until when a person's hours count from a day on; None for nobody. Raises `RuleBroken` if they don't."""
    if not participant_id:
        return None
    seen = participants_of(asker).where(Participant.id == participant_id).with_only_columns(Participant.id)
    if db.session.scalar(seen) is None:
        raise RuleBroken("Choisissez dans la liste.", "person")
    until = eligible_until_of([participant_id], on).get(participant_id)
    if until is None:
        raise RuleBroken(NOBODY, "person")
    return until


def works_calendar(body_id: int, on: date) -> Calendar:
    """The days that works are open, for a body."""
    return calendar_for(Nature.WORKS, settings_for(body_id, on))


def duties_of(asker: Asker, employer_id: int, on: date) -> list[Duty]:
    """What remains on the commitments that somebody employed there could work for.

    A company serves its own; who lends people (GEIQ, ETTI, AI) serves any that takes people lent.
    """
    employer = db.session.scalar(organisations_of(asker).where(Organisation.id == employer_id))
    if employer is None:
        raise RuleBroken("Choisissez dans la liste.", "employer")
    kind = suggested_kind(employer.kind)
    mine = [one for one in poolable(asker) if kind in LENDERS or one.organisation_id == employer_id]
    done = _counted(one.id for one in mine)
    trades = trades_of_lots(asker, {one.terms.lot_id for one in mine})
    return [
        replace(_duty(one, kind, done.get(one.id, 0), on), trades=trades.get(one.terms.lot_id, frozenset()))
        for one in mine
    ]


def _duty(commitment: Commitment, kind: EmployerKind, done: int, on: date) -> Duty:
    terms = commitment.terms
    contract, allowed = terms.lot.contract, terms.modalities
    why_not = ""
    if allowed and modality_of(kind).value not in allowed:
        why_not = f"La clause ne prévoit pas « {modality_of(kind).label} »."
    return Duty(
        commitment.id,
        f"{contract.reference}, lot {terms.lot.number} ({commitment.organisation.name})",
        max(0, commitment.minutes_at(on) - done),
        commitment.starts_on or contract.starts_on or contract.notified_on,
        contract.ends_on,
        terms.pooling_allowed,
        why_not,
    )


def _counted(ids: Iterable[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(CommitmentTotal.commitment_id, CommitmentTotal.counted_minutes).where(
            CommitmentTotal.commitment_id.in_(list(ids))
        )
    )
    return dict(rows.all())


def sign(
    asker: Asker, title: str, signed_on: date, reason: str, periods: Sequence[Period]
) -> list[PoolingAgreement]:
    """An agreement for each period that serves two duties or more. Raises `RuleBroken` when none does.

    A period that serves one duty alone needs none: its hours are declared there. Leaves `pooling.agreed`.
    """
    known = {one.id: one for one in poolable(asker)}
    made = []
    for rank, period in enumerate(periods, 1):
        weights = weights_of(period)
        if len(weights) < LEAST:
            continue
        name = title if rank == 1 else f"{title} ({rank})"
        shares = {known[key]: weight for key, weight in weights.items()}
        made.append(
            agree(asker.organisation_id, name, signed_on, period.starts_on, period.ends_on, reason, shares)
        )
    if not made:
        raise RuleBroken("Une globalisation réunit au moins deux engagements dans une même période.")
    return made
