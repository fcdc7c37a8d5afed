"""What opened links leave behind is forgotten once it opens nothing any more (RGPD art. 5.1 e)."""

from datetime import timedelta

from sqlalchemy import delete

from facilitator.accounts.tasklinks.models import TaskCode, TaskLink, TaskSession, TrustedDevice
from facilitator.clock import now
from facilitator.db import db, unaudited
from facilitator.formats import plural

CODES_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)
LINKS_KEPT = timedelta(days=365)
"""A year, so that who was asked what, and when, can be shown when a statement is late."""


def forget_links() -> str:
    """Delete old codes, sessions, devices and links. Answers a French sentence."""
    at = now()
    with unaudited(db.session, "what opens nothing any more is forgotten"):
        db.session.execute(delete(TaskCode).where(TaskCode.created_at < at - CODES_KEPT))
        db.session.execute(delete(TaskSession).where(TaskSession.created_at < at - SESSIONS_KEPT))
        db.session.execute(delete(TrustedDevice).where(TrustedDevice.expires_at < at))
        old = delete(TaskLink).where(TaskLink.created_at < at - LINKS_KEPT).returning(TaskLink.id)
        forgotten = len(db.session.execute(old).all())
        db.session.commit()
    return f"{plural(forgotten, 'lien oublié', 'liens oubliés')}."
