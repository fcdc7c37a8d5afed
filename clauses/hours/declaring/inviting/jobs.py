"""The job that asks the companies for the month that is over."""

from clauses.hours.declaring.inviting.queries import send, to_invite
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import Job
from facilitator.formats import plural


def run() -> str:
    """One message per company and body, for all its contracts; each is committed by itself, so that a run
    that stops in the middle is taken up where it was."""
    sent = mute = 0
    for message, key in list(to_invite(today())):
        if send(message, key) is None:
            mute += 1
        else:
            sent += 1
            db.session.commit()
    said = f"{plural(sent, 'entreprise prévenue', 'entreprises prévenues')}."
    return f"{said} {plural(mute, 'sans contact joignable', 'sans contact joignable')}." if mute else said


DECLARE_INVITE = Job("declare-invite", "Demander leurs heures aux entreprises", run, 24 * 60)
