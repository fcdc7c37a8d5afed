"""All that whoever takes a contract over must know, gathered from the rooms that hold it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clauses.compliance.chase.line_queries import lines_of
from clauses.compliance.chase.line_rules import Line
from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.exchanges.queries import latest_of
from clauses.compliance.recovery.list_queries import (
    ActionRow,
    OfferRow,
    action_rows,
    find_actions,
    find_offers,
    offer_rows,
)
from clauses.compliance.standing.contract_queries import Concluded, concluded_on
from clauses.compliance.standing.rules import Conclusion, whole
from clauses.contracts.models import Contract
from clauses.contracts.stages.queries import missing_for_next
from facilitator.access import Asker
from facilitator.accounts.models import Organisation

SHOWN = 40
"""Exchanges of the page: the log has them all."""


@dataclass(frozen=True)
class Handover:
    """What was promised, what is done, what was said, what comes next, whom to call."""

    contract: Contract
    on: date
    clauses: Sequence[Concluded]
    whole: Conclusion | None
    owing: Sequence[Line]
    actions: Sequence[ActionRow]
    offers: Sequence[OfferRow]
    said: Sequence[Exchange]
    missing: Sequence[str]
    """The sentences still to do before the next stage."""
    companies: Sequence[Organisation]

    @property
    def next_steps(self) -> list[str]:
        """What must be done next, in sentences, from what is certain to what is foretold."""
        late = [each for each in self.clauses if each.conclusion.start is not None]
        return [
            *self.missing,
            *(f"{each.label} : {each.conclusion.sentence}" for each in late),
        ]


def handover_of(asker: Asker, contract: Contract, on: date) -> Handover:
    """The handover of a contract, for its body."""
    clauses = concluded_on(asker, contract.id, on)
    companies = {one.organisation_id: one.organisation for one in contract.commitments}
    body = asker.organisation_id
    return Handover(
        contract,
        on,
        clauses,
        whole([one.conclusion for one in clauses]) if clauses else None,
        lines_of(body, on, list(companies)),
        action_rows(find_actions(asker, {"marche": str(contract.id)}, on), on),
        offer_rows(find_offers(asker, {"marche": str(contract.id)}), on),
        latest_of(asker, contract.id, SHOWN),
        missing_for_next(contract, on),
        sorted(companies.values(), key=lambda company: company.name),
    )
