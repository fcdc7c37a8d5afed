"""The job that follows the ladder: what is due is said, once, from eight o'clock on a working day."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from clauses.compliance.chase.alarms import raise_alarms
from clauses.compliance.chase.line_queries import line_of, lines_of
from clauses.compliance.chase.sending.queries import send
from clauses.compliance.chase.sending.writing import drafts_of
from clauses.compliance.schedule.calendar_rules import is_working
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import PARIS, now
from facilitator.db import db
from facilitator.feature import Job
from facilitator.formats import plural

FIRST_HOUR, LAST_HOUR = 8, 19
"""Nobody receives a reminder at night."""


def bodies() -> Iterator[Organisation]:
    """Every facilitation body."""
    kind = OrganisationKind.FACILITATION_BODY
    yield from db.session.scalars(
        select(Organisation).where(Organisation.kind == kind).order_by(Organisation.id)
    ).all()


def run() -> str:
    """Say what is due now; each message is committed by itself, so that a run that stops is taken up."""
    wall = now().astimezone(PARIS)
    if not is_working(wall.date()) or not FIRST_HOUR <= wall.hour < LAST_HOUR:
        return "Hors des heures ouvrées : rien ne part."
    sent = asked = 0
    for body in bodies():
        sent += remind(body, wall.date())
        asked += raise_alarms(body.id, wall.date())
        db.session.commit()
    said = f"{plural(sent, 'entreprise relancée', 'entreprises relancées')}."
    return f"{said} {plural(asked, 'contact à confirmer', 'contacts à confirmer')}." if asked else said


def remind(body: Organisation, on: date) -> int:
    """Send what the ladder of a body says on a day; how many left."""
    body_id = body.id
    due = [line for line in lines_of(body_id, on) if line.due is not None and line.settled.automatic]
    return sum(say(body_id, line.organisation_id, on) for line in due)


def say(body_id: int, organisation_id: int, on: date) -> bool:
    """Send one company its message, if it is still due: what is owed is read again."""
    line = line_of(body_id, organisation_id, on)
    if line is None or line.due is None:
        return False
    drafts = drafts_of([line], body_id)
    if not drafts:
        return False
    try:
        send(drafts[0], body_id)
        db.session.commit()
    except IntegrityError:  # another worker has just said it
        db.session.rollback()
        return False
    return True


REMINDERS = Job("reminders", "Relancer les entreprises", run, 60)
