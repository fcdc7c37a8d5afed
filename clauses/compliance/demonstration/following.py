"""The follow-up of the demonstration: what was said, works planned by phases, conclusions."""

from datetime import timedelta

from sqlalchemy import select

from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.compliance.schedule.queries import write_plan
from clauses.compliance.standing.keeping_queries import keep, stale
from clauses.contracts.commitments.rules import split
from clauses.contracts.models import ClauseTerms, Contract, Lot
from clauses.contracts.rules import Stage
from clauses.hours.ledger.rules import months
from clauses.people.demonstration.deciding import morning
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural

SAID = (
    (
        40,
        ExchangeKind.MEETING,
        "Réunion de chantier : le planning des façades glisse de trois semaines.",
        True,
    ),
    (
        26,
        ExchangeKind.CALL,
        "Le conducteur de travaux cherche un étancheur ; deux profils à proposer.",
        False,
    ),
    (12, ExchangeKind.VISIT, "Visite du chantier : accueil et tutorat vus avec le chef d’équipe.", True),
    (5, ExchangeKind.NOTE, "Penser à demander la prolongation du contrat de l’équipe de peinture.", False),
)
"""Days ago, kind, what was said, whether the buyer reads it."""


def build() -> str:
    """Note some exchanges, plan a clause by phases, conclude on every clause."""
    running = db.session.scalars(
        select(Contract).where(Contract.stage == Stage.RUNNING).order_by(Contract.id).limit(2)
    ).all()
    with acting():
        for contract in running:
            for ago, kind, said, seen in SAID:
                with told_at(morning(today() - timedelta(days=ago), 90)):
                    tell(contract, kind, said, buyer_sees=seen)
        planned = _planned()
    count = keep(stale(today()), today())
    return (
        f"{plural(count, 'clause suivie', 'clauses suivies')}, {plural(planned, 'planifiée', 'planifiées')}"
    )


def _planned() -> int:
    """Plan the longest clause of the first running contract: little at both ends, most in the middle."""
    terms = db.session.scalars(
        select(ClauseTerms)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
        .where(Contract.stage == Stage.RUNNING, ClauseTerms.minutes > 0, Contract.ends_on.is_not(None))
        .order_by(Contract.id, ClauseTerms.minutes.desc())
    ).first()
    if terms is None:
        return 0
    contract = terms.lot.contract
    span = [*months(contract.starts_on or contract.notified_on or today(), contract.ends_on or today())]
    weights = [1 + min(index, len(span) - 1 - index) for index, _ in enumerate(span)]
    parts = split(terms.minutes or 0, weights)
    write_plan(terms, dict(zip(span, parts, strict=True)), "Planning de l’OPC")
    return 1


PARTS = (DemoPart("follow-up", "Suivi des clauses", build),)
