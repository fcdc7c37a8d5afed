"""What is concluded on the clauses of one contract, computed afresh for its page, for who reads it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Select, bindparam, select

from clauses.compliance.forecast.rules import Habits
from clauses.compliance.rules import Limits
from clauses.compliance.standing.queries import Believed, facts_of, habits_of, limits_of, share_facts_of
from clauses.compliance.standing.rules import ClauseFacts, Conclusion, conclude
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot, Tranche
from clauses.contracts.queries import Key, commitments_of, contracts_of
from clauses.contracts.rules import Stage, TrancheKind
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.prepared import PREPARED, Prepared


@dataclass(frozen=True)
class Concluded:
    """A clause, what is known of it and what is concluded."""

    terms_id: int
    label: str
    facts: ClauseFacts
    conclusion: Conclusion


def clauses_of(asker: Asker, contract: Key) -> Select[ClauseTerms]:
    """The clauses of a contract that an asker may see the progress of: none before it is under way."""
    seen = contracts_of(asker).where(Contract.id == contract, Contract.stage != Stage.PREPARATION)
    ids = seen.with_only_columns(Contract.id)
    return select(ClauseTerms).join(ClauseTerms.lot).where(Lot.contract_id.in_(ids))


def concluded_on(asker: Asker, contract_id: int, on: date) -> list[Concluded]:
    """What is concluded on each clause of a contract that owes hours; for a company, on its own shares."""
    rows = _seen(asker).rows({"contract": contract_id})
    if not rows:
        return []
    believed = Believed(on)
    facts = facts_of([terms_id for terms_id, *_ in rows], on, believed)
    if asker.role in COMPANY_ROLES:
        facts = _own(asker, contract_id, facts, on)
    settings = believed[rows[0][1]]
    habits, limits = habits_of(settings), limits_of(settings)
    return [
        Concluded(
            terms_id, f"Lot {number}, {title}", facts[terms_id], conclude(facts[terms_id], on, habits, limits)
        )
        for terms_id, _, number, title in rows
        if terms_id in facts and _owes(facts[terms_id])
    ]


def shares_on(asker: Asker, contract_id: int, on: date) -> list[Concluded]:
    """What is concluded on each company's share of the clauses that the asker may see of a contract."""
    clauses = {one.terms_id: one for one in concluded_on(asker, contract_id, on)}
    if not clauses:
        return []
    facts = share_facts_of(contract_id, {key: one.facts for key, one in clauses.items()}, on)
    habits, limits = believed_of(_body(contract_id), on)
    rows = db.session.execute(
        commitments_of(asker)
        .join(Commitment.organisation)
        .where(Commitment.id.in_(facts))
        .with_only_columns(Commitment.id, Commitment.terms_id, Commitment.party, Organisation.name)
        .order_by(Commitment.terms_id, Commitment.id)
    )
    return [
        Concluded(
            row.terms_id,
            f"{row.name}, {row.party.label.lower()}, {clauses[row.terms_id].label.lower()}",
            facts[row.id],
            conclude(facts[row.id], on, habits, limits),
        )
        for row in rows
        if _owes(facts[row.id])
    ]


@lru_cache(maxsize=PREPARED)
def _seen(asker: Asker) -> Prepared:
    """The clauses of a contract that an asker may see the progress of, each with the body that follows it."""
    return Prepared(
        clauses_of(asker, bindparam("contract"))
        .join(Lot.contract)
        .with_only_columns(ClauseTerms.id, Contract.body_id, Lot.number, Lot.title)
        .order_by(Lot.rank, ClauseTerms.id)
    )


def triable_on(asker: Asker, contract_id: int, on: date) -> list[Concluded]:
    """What is concluded on each clause, those of optional tranches too: as if each were affirmed today, or at
    the start when it is to come."""
    rows = db.session.execute(
        clauses_of(asker, contract_id)
        .join(Tranche, Tranche.id == ClauseTerms.tranche_id)
        .where(Tranche.kind == TrancheKind.OPTIONAL)
        .where(Tranche.affirmed_on.is_(None))
        .with_only_columns(ClauseTerms.id, Lot.number, Tranche.title)
    ).all()
    found = concluded_on(asker, contract_id, on)
    if not rows:
        return found
    habits, limits = believed_of(_body(contract_id), on)
    facts = facts_of([row.id for row in rows], on, affirmed_on=on)
    return found + [
        Concluded(
            row.id,
            f"Lot {row.number}, {row.title} (si elle est affermie)",
            facts[row.id],
            conclude(facts[row.id], on, habits, limits),
        )
        for row in rows
        if row.id in facts
    ]


def believed_of(body_id: int, on: date) -> tuple[Habits, Limits]:
    """What a body believes of companies, and where its states begin."""
    settings = Believed(on)[body_id]
    return habits_of(settings), limits_of(settings)


def _owes(facts: ClauseFacts) -> bool:
    return facts.schedule.target > 0 or any(one.declared for one in facts.months)


def _body(contract_id: int) -> int:
    return db.session.scalars(select(Contract.body_id).where(Contract.id == contract_id)).one()


def _own(asker: Asker, contract_id: int, facts: dict[int, ClauseFacts], on: date) -> dict[int, ClauseFacts]:
    """The shares of the company that asks, by clause; a clause where it owes nothing is left out."""
    rows = db.session.execute(
        commitments_of(asker, contract_id)
        .where(Commitment.organisation_id == asker.organisation_id)
        .with_only_columns(Commitment.id, Commitment.terms_id)
    )
    mine = {row.id: row.terms_id for row in rows}
    shares = share_facts_of(contract_id, facts, on)
    return {mine[key]: each for key, each in shares.items() if key in mine}
