"""Access to the messages in great number: their body, and whoever keeps the platform."""

from typing import Any

from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.models import MailBatch
from facilitator.mail.queries import post
from facilitator.mail.rules import MailState
from tests.matrix import ADMINS, BODY, Corner, Line


def batch(corner: Corner) -> dict[str, Any]:
    """A batch of the corner's body."""
    row = MailBatch(body_id=corner.body.id, kind=f"{corner.canary} rappel", created_at=now())
    db.session.add(row)
    db.session.flush()
    held = post("Rappel", "canari@essai.example", f"{corner.canary} objet", f"{corner.canary} texte")
    held.batch_id, held.state, held.body_id = row.id, MailState.TO_CONFIRM, corner.body.id
    db.session.flush()
    return {"batch_id": row.id}


LINES = (
    Line("batches.index", BODY | ADMINS),
    Line("batches.show", BODY | ADMINS, batch),
    Line("batches.confirm", BODY | ADMINS, batch),
    Line("batches.refuse", BODY | ADMINS, batch),
)
