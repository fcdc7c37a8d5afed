"""Access to the addresses that do not receive: the bodies that wrote to them, and the platform's keeper."""

from typing import Any

from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.bounces.queries import mark_bounced
from facilitator.mail.queries import post
from facilitator.mail.rules import BounceSource
from tests.facilitator.mail.matrix import file, message
from tests.matrix import ADMINS, BODY, Corner, Line


def bounce(corner: Corner) -> dict[str, Any]:
    """An address that the corner's body wrote to, and that does not receive."""
    address = f"{corner.canary.lower()}@essai.example"
    post("Rappel", address, f"{corner.canary} objet", "Bonjour", body_id=corner.body.id)
    row = mark_bounced(address, BounceSource.SERVER, f"550 {corner.canary}", now())
    db.session.flush()
    return {"bounce_id": row.id}


LINES = (
    Line("bounces.index", BODY | ADMINS),
    Line("bounces.index_file", BODY | ADMINS, file, other=BODY | ADMINS),
    Line("bounces.clear", BODY | ADMINS, bounce),
    Line("bounces.mark", ADMINS, message),
)
