"""What the end of a contract asks before a step of its stage bar, and what follows each step."""

from collections.abc import Iterable

from clauses.compliance.closing.certificates.queries import cancel_all
from clauses.compliance.closing.queries import current_of, missing_before_step, silent_in
from clauses.compliance.closing.rules import AFTER_REPORT
from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.contracts.models import Contract
from clauses.contracts.rules import Stage
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import day


def gates(kind: str, thing_id: int, step: str) -> Iterable[str]:
    """What a contract still lacks before its comments, its visa, its closing."""
    if kind != "contract" or step not in AFTER_REPORT:
        return ()
    return missing_before_step(db.session.get_one(Contract, thing_id), Stage(step), today())


def steps_taken(kind: str, thing_id: int, step: str, reason: str) -> None:
    """Tell the log what the step means; a contract that is opened again loses its certificates."""
    if kind != "contract" or step not in (Stage.BUYER_VISA, Stage.CLOSED):
        return
    contract = db.session.get_one(Contract, thing_id)
    if step == Stage.CLOSED:
        _tell(contract, "L’acheteur a visé le bilan final : le marché est clos.")
    elif reason:
        _tell(contract, f"Le marché est rouvert : {reason}")
        cancel_all(contract, reason)
    else:
        _tell_silence(contract)


def _tell_silence(contract: Contract) -> None:
    """The companies that let their window pass are told to have said nothing."""
    report = current_of(contract.id)
    if report is None:
        return
    for company in silent_in(report):
        said = f"Aucune observation sur le bilan final avant le {day(report.comments_until)}."
        tell(contract, ExchangeKind.COMMENTS, said, organisation=company, buyer_sees=True)


def _tell(contract: Contract, said: str) -> None:
    tell(contract, ExchangeKind.DOCUMENT, said[:1000], buyer_sees=True)
