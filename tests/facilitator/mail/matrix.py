"""Access to the outbox: the platform's administrator alone."""

from typing import Any

from facilitator.db import db
from facilitator.mail.queries import post
from tests.matrix import ADMINS, Corner, Line


def message(corner: Corner) -> dict[str, Any]:
    """A message of the corner."""
    row = post("Rappel", "canari@essai.example", f"{corner.canary} objet", f"{corner.canary} texte")
    db.session.flush()
    return {"message_id": row.id}


def file(_corner: Corner) -> dict[str, Any]:
    """A list as a file."""
    return {"ending": "csv"}


LINES = (
    Line("mail.index_file", ADMINS, file),
    Line("mail.index", ADMINS),
    Line("mail.show", ADMINS, message),
    Line("mail.requeue", ADMINS, message),
)
