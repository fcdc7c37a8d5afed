"""Write clause terms and their penalty schedule down. Each act leaves its event; the caller commits."""

from decimal import Decimal
from typing import Any

from clauses.contracts.models import ClauseTerms, Lot, PenaltyTerm, Tranche
from clauses.contracts.record_queries import remove
from clauses.contracts.rules import CapBasis, HourlyBase, PenaltyFormula, PenaltyTrigger, Stage
from clauses.contracts.stages.rules import ORDER, check_editable
from clauses.contracts.terms.rules import PenaltyLine, TermsFacts, check, check_cap, check_penalty
from facilitator.audit.queries import record
from facilitator.words import RuleBroken


def facts_of(terms: ClauseTerms, lot: Lot) -> TermsFacts:
    """What the legal checks look at."""
    contract = lot.contract
    return TermsFacts(
        terms.kind,
        contract.form,
        contract.nature,
        terms.minutes,
        bool(terms.by_orders),
        contract.duration_months,
        terms.reserved_share,
        terms.criterion_weight,
        frozenset(other.kind for other in lot.terms if other is not terms),
    )


def add_terms(lot: Lot, tranche: Tranche | None = None, **values: Any) -> ClauseTerms:
    """The terms of a clause on a lot; `values` are columns of `ClauseTerms`, `kind` is owed.

    Raises `RuleBroken` with the article that refuses. Leaves `contract.terms_added`.
    """
    check_editable(lot.contract.stage)
    terms = ClauseTerms(tranche=tranche, **values)
    check(facts_of(terms, lot))
    lot.terms.append(terms)
    record("contract.terms_added", lot.contract, lot=lot.number, kind=terms.kind.value, minutes=terms.minutes)
    return terms


def change_terms(terms: ClauseTerms, tranche: Tranche | None, **values: Any) -> None:
    """Change clause terms; hours only until the contract runs. Leaves `contract.terms_changed`."""
    contract = terms.lot.contract
    check_editable(contract.stage)
    before = terms.minutes
    if values.get("minutes", before) != before:
        check_correctable(contract.stage)
    for name, value in values.items():
        setattr(terms, name, value)
    terms.tranche = tranche
    check(facts_of(terms, terms.lot))
    record(
        "contract.terms_changed",
        contract,
        lot=terms.lot.number,
        kind=terms.kind.value,
        minutes_before=before,
        minutes=terms.minutes,
    )


def check_correctable(stage: Stage) -> None:
    """Hours as signed are corrected until the contract runs; later they change by amendment."""
    if ORDER.index(stage) >= ORDER.index(Stage.RUNNING):
        raise RuleBroken("Le marché est en cours : ses heures ne changent plus que par avenant.", "hours")


def remove_terms(terms: ClauseTerms) -> None:
    """Remove a clause that nobody is committed to. Leaves `contract.terms_removed`."""
    contract = terms.lot.contract
    check_editable(contract.stage)
    if terms.commitments:
        raise RuleBroken("Des entreprises sont engagées sur cette clause : retirez-les d’abord.")
    record("contract.terms_removed", contract, lot=terms.lot.number, kind=terms.kind.value)
    remove(terms)


def set_penalty(
    terms: ClauseTerms, trigger: PenaltyTrigger, formula: PenaltyFormula, amount: Decimal, **more: Any
) -> PenaltyTerm:
    """Say what a breach costs: one line a trigger, a new one replaces it. `more` are the other fields of
    `PenaltyLine`. Leaves `contract.penalty_set`.
    """
    contract = terms.lot.contract
    check_editable(contract.stage)
    facts = PenaltyLine(trigger, formula, amount, **more)
    check_penalty(facts)
    row = next((one for one in terms.penalties if one.trigger is trigger), None)
    if row is None:
        row = PenaltyTerm(trigger=trigger)
        terms.penalties.append(row)
    for name, value in vars(facts).items():
        setattr(row, name, value)
    multiplies = formula is PenaltyFormula.MULTIPLE_OF_BASE
    row.factor = facts.factor if multiplies else None
    row.amount = amount if facts.base is HourlyBase.TYPED else Decimal(0)
    row.cap_basis = facts.cap_basis if facts.cap_rate is not None else None
    record("contract.penalty_set", contract, lot=terms.lot.number, trigger=trigger.value, amount=str(amount))
    return row


def limit_penalties(
    terms: ClauseTerms,
    cap_amount: Decimal | None,
    cap_rate: Decimal | None,
    cap_basis: CapBasis | None,
    floor: Decimal | None,
    source: str,
) -> None:
    """What bounds all the penalties of a clause together. Leaves `contract.penalties_limited`."""
    contract = terms.lot.contract
    check_editable(contract.stage)
    check_cap(cap_amount, cap_rate, cap_basis)
    terms.penalty_cap, terms.penalty_cap_rate = cap_amount, cap_rate
    terms.penalty_cap_basis = cap_basis if cap_rate is not None else None
    terms.penalty_floor, terms.penalty_source = floor, source
    record("contract.penalties_limited", contract, lot=terms.lot.number)


def remove_penalty(penalty: PenaltyTerm) -> None:
    """Take a line off the penalty schedule. Leaves `contract.penalty_removed`."""
    contract = penalty.terms.lot.contract
    check_editable(contract.stage)
    record("contract.penalty_removed", contract, lot=penalty.terms.lot.number, trigger=penalty.trigger.value)
    remove(penalty)
