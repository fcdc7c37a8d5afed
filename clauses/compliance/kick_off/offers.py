"""The way to the kick-off kit, from the page of a contract that starts."""

from collections.abc import Iterator

from flask import url_for

from clauses.contracts.queries import contract_of
from clauses.contracts.rules import Stage
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker
from facilitator.feature import Link

STARTING = frozenset({Stage.NOTIFIED, Stage.KICK_OFF, Stage.RUNNING})


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """The kit, until the contract comes to its end."""
    if kind != "contract" or asker.role not in BODY_ROLES | COMPANY_ROLES:
        return
    contract = contract_of(asker, thing_id)
    if contract is not None and contract.stage in STARTING and contract.commitments:
        yield Link("Kit de démarrage", url_for("kick_off.index", contract_id=thing_id))
