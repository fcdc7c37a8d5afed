"""What a buyer finds on the home page and on each of its contracts."""

from collections.abc import Iterator

from flask import url_for

from clauses.compliance.portal.exports import PAST
from clauses.compliance.portal.queries import at_risk, duties_of, followed_by, past_of
from clauses.contracts.queries import contract_of
from facilitator.access import BUYER_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Alert, Panel
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """What only the buyer can do, on the page that says all of it."""
    if asker.role not in BUYER_ROLES:
        return
    count = len(duties_of(asker, at_risk(followed_by(asker, today()))))
    if count:
        said = plural(count, "action que vous seul pouvez faire", "actions que vous seul pouvez faire")
        yield Alert(count, said, url_for("monday.show"), True)


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """On a contract: what the buyer must do there, what is published of its companies elsewhere."""
    if kind != "contract" or asker.role not in BUYER_ROLES:
        return
    contract = contract_of(asker, thing_id)
    if contract is None:
        return
    lines = [line for line in at_risk(followed_by(asker, today())) if line.contract_id == thing_id]
    duties, past = duties_of(asker, lines, contract_id=thing_id), past_of(contract)
    shown = {"duties": duties, "past": past, "columns": PAST}
    yield Panel("clauses/compliance/portal/contract.html", shown)
