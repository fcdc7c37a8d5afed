"""The template in force for a body, and the versions before it."""

from sqlalchemy import select

from clauses.texts.defaults.documents import default_template
from clauses.texts.own.models import TextTemplate
from clauses.texts.rules import Piece
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.db import db


def versions_of(asker: Asker, piece: Piece) -> list[TextTemplate]:
    """Every version of a piece by the asker's body, the latest first."""
    found = owned(TextTemplate, asker).where(TextTemplate.piece == piece)
    return list(db.session.scalars(found.order_by(TextTemplate.id.desc())))


def version_of(asker: Asker, template_id: int) -> TextTemplate | None:
    """One version, if the asker's body made it."""
    return db.session.scalar(owned(TextTemplate, asker).where(TextTemplate.id == template_id))


def template_of(body_id: int, piece: Piece) -> bytes:
    """The .docx in force for a body: its own latest, or else the house's."""
    found = (
        select(TextTemplate)
        .where(TextTemplate.body_id == body_id, TextTemplate.piece == piece)
        .order_by(TextTemplate.id.desc())
        .limit(1)
    )
    row = db.session.scalar(found)
    return row.content if row is not None and row.content else default_template(piece)
