"""The morning's digests: one message to each person who has something to be told."""

from datetime import timedelta

from facilitator.clock import now
from facilitator.db import db, unaudited
from facilitator.formats import plural
from facilitator.mail.digests.queries import digest, forget_before, waiting

KEPT = timedelta(days=400)
"""A thing told once is not told again in its year."""


def send_digests() -> str:
    """One message by address, each committed by itself; safe to run twice. Answers a French sentence."""
    sent = 0
    for address in waiting():
        with unaudited(db.session, "a digest gathers what was already told"):
            sent += digest(address)
            db.session.commit()
    with unaudited(db.session, "what was told long ago is forgotten"):
        forget_before(now() - KEPT)
        db.session.commit()
    return f"{plural(sent, 'point du jour écrit', 'points du jour écrits')}."
