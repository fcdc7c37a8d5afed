"""The valuation rules of a body: as the ledger reads them, as its page shows and adds them."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from clauses.contracts.models import ClauseTerms, Contract, Lot
from clauses.contracts.queries import contracts_of
from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.rules import Rule
from clauses.people.valuation.setting_rules import check_rule
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.prepared import Prepared
from facilitator.words import RuleBroken

RULES = Prepared(
    select(ValuationRule.id, ValuationRule.valid_from, ValuationRule.multiplier, ValuationRule.source)
    .add_columns(ValuationRule.contract_type, ValuationRule.kind)
    .add_columns(ValuationRule.terms_id, ValuationRule.cap_minutes)
    .where(ValuationRule.body_id == bindparam("body"))
    .order_by(ValuationRule.valid_from, ValuationRule.id)
)


def rules_of(body_id: int) -> list[Rule]:
    """Every rule the body ever set, from the oldest to the latest."""
    return [Rule(*row) for row in RULES.rows({"body": body_id})]


def history_of(asker: Asker) -> Sequence[ValuationRule]:
    """Every rule that the asker's body set, the latest first, with its author."""
    found = owned(ValuationRule, asker).options(joinedload(ValuationRule.author))
    return db.session.scalars(found.order_by(ValuationRule.valid_from.desc(), ValuationRule.id.desc())).all()


def clauses_of(asker: Asker) -> dict[int, str]:
    """The clauses that a rule may be for: the asker's, those of archived contracts left out."""
    seen = contracts_of(asker).where(Contract.archived_on.is_(None)).with_only_columns(Contract.id)
    found = (
        select(ClauseTerms)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(Contract.id.in_(seen))
        .options(joinedload(ClauseTerms.lot).joinedload(Lot.contract))
        .order_by(Contract.reference, Lot.rank, ClauseTerms.id)
    )
    return {terms.id: _named(terms) for terms in db.session.scalars(found)}


def _named(terms: ClauseTerms) -> str:
    lot = terms.lot
    part = f", lot {lot.number}" if lot.number else ""
    return f"{lot.contract.reference}{part} ({terms.kind.label})"


def set_rule(asker: Asker, rule: Rule) -> ValuationRule:
    """Add a dated rule; none is ever changed. Leaves `valuation.set`. Raises `RuleBroken` (`check_rule`)."""
    check_rule(rule, today())
    if rule.terms_id is not None and rule.terms_id not in clauses_of(asker):
        raise RuleBroken("Choisissez une clause de vos marchés.", "terms")
    row = ValuationRule(
        body_id=asker.body_id,
        terms_id=rule.terms_id,
        contract_type=rule.contract_type,
        kind=rule.kind,
        multiplier=rule.multiplier,
        cap_minutes=rule.cap,
        valid_from=rule.valid_from,
        source=rule.source[:300],
        author_id=asker.user_id,
        made_at=now(),
    )
    db.session.add(row)
    record(
        "valuation.set",
        row,
        contract_type=rule.contract_type,
        kind=rule.kind,
        multiplier=format(rule.multiplier, "f"),
        cap=rule.cap,
        valid_from=rule.valid_from.isoformat(),
    )
    return row
