"""The way to the handover page, from the page of a contract."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, Asker
from facilitator.feature import Link


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """The handover, for the body that follows the contract."""
    if kind == "contract" and asker.role in BODY_ROLES:
        yield Link("Passation", url_for("handover.show", contract_id=thing_id))
