"""What sign-in leaves behind is forgotten once it opens nothing any more (RGPD art. 5.1 e)."""

from datetime import timedelta

from sqlalchemy import delete

from facilitator.accounts.passkeys.models import SpentChallenge
from facilitator.accounts.passwords.models import AddressTries
from facilitator.accounts.signin.forgotten.models import PasswordReset
from facilitator.accounts.signin.models import SignInSession
from facilitator.clock import now
from facilitator.db import db, unaudited
from facilitator.formats import plural

# Long after its end, so that the journal can still be read beside it.
SESSIONS_KEPT = timedelta(days=30)
TRACES_KEPT = timedelta(days=1)
DAY_MINUTES = 24 * 60


def forget_sign_ins() -> str:
    """Delete dead sessions and links, spent challenges and counts of tries. Answers a French sentence."""
    sessions, traces = now() - SESSIONS_KEPT, now() - TRACES_KEPT
    with unaudited(db.session, "what opens nothing any more is forgotten"):
        old = delete(SignInSession).where(SignInSession.created_at < sessions).returning(SignInSession.id)
        forgotten = len(db.session.execute(old).all())
        db.session.execute(delete(PasswordReset).where(PasswordReset.created_at < traces))
        db.session.execute(delete(SpentChallenge).where(SpentChallenge.at < traces))
        db.session.execute(delete(AddressTries).where(AddressTries.since < traces))
        db.session.commit()
    return f"{plural(forgotten, 'session oubliée', 'sessions oubliées')}."
