"""Builds the demonstration's reminders: the ladder as it spoke day after day, then what came of it."""

from datetime import date, timedelta

from sqlalchemy import select

from clauses.compliance.chase.alarms import raise_alarms
from clauses.compliance.chase.calls.queries import keep_call
from clauses.compliance.chase.calls.rules import CallOutcome
from clauses.compliance.chase.holds.queries import hold
from clauses.compliance.chase.line_queries import lines_of
from clauses.compliance.chase.line_rules import Line, Turn
from clauses.compliance.chase.sending.queries import send
from clauses.compliance.chase.sending.writing import drafts_of
from clauses.compliance.contacts.queries import say_left
from clauses.compliance.schedule.calendar_rules import add_working_days, is_working
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import OPEN_STATES
from clauses.people.demonstration.deciding import morning
from facilitator.accounts.demonstration.demo import named
from facilitator.accounts.demonstration.queries import acting
from facilitator.accounts.models import Contact, Organisation
from facilitator.clock import now, today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural
from facilitator.mail.bounces.queries import mark_bounced
from facilitator.mail.rules import BounceSource

SPOKE = timedelta(days=100)
"""How long the ladder has spoken."""
REFUSED = "550 5.1.1 Adresse inconnue"
STOPPED = "Chantier arrêté pour intempéries, accord du maître d’ouvrage."
PROMISED = "Le conducteur de travaux revient de congé lundi et déclare aussitôt."


def build() -> str:
    """Say what was due each working day; one address refused, one departure, one hold, one call."""
    body = named("body")
    _open_in_time()
    sent = sum(_spoken(body, today() - timedelta(days=ago)) for ago in range(SPOKE.days, 0, -1))
    with acting() as asker:
        lines = lines_of(body.id, today())
        calling = [line for line in lines if line.turn is Turn.CALL]
        if len(calling) > 1:
            organisation = db.session.get_one(Organisation, calling[0].organisation_id)
            keep_call(asker, organisation, calling[0], CallOutcome.WILL_DO, None, PROMISED)
        waiting = [line for line in lines if line.turn in (Turn.COMPANY, Turn.LADDER) and line.last]
        if waiting:
            _refused(waiting[0])
        if len(waiting) > 1:
            organisation = db.session.get_one(Organisation, waiting[1].organisation_id)
            hold(asker, organisation, None, add_working_days(today(), 8), STOPPED)
        _left(body, waiting[2:])
    raise_alarms(body.id, today())
    return f"{plural(sent, 'relance')}, {plural(len(lines), 'entreprise')} à suivre"


def _open_in_time() -> None:
    """The months were opened as they began, not on the day the demonstration is built."""
    for statement in db.session.scalars(select(Statement).where(Statement.state.in_(OPEN_STATES))):
        statement.opened_on = statement.month
    db.session.flush()


def _spoken(body: Organisation, day: date) -> int:
    """What the ladder said one morning."""
    if not is_working(day):
        return 0
    with told_at(min(morning(day), now())):
        due = [line for line in lines_of(body.id, day) if line.due is not None]
        drafts = drafts_of(due, body.id)
        for draft in drafts:
            send(draft, body.id)
        db.session.flush()
    return len(drafts)


def _refused(line: Line) -> None:
    """The address of a company does not exist any more."""
    address = next((one.email for one in line.people if one.email), "")
    if address:
        mark_bounced(address, BounceSource.SERVER, REFUSED, now())


def _left(body: Organisation, lines: list[Line]) -> None:
    """The second contact of a company answered that the first has left."""
    line = next((one for one in lines if len(one.people) > 1), next(iter(lines), None))
    if line is not None and line.people:
        contact = db.session.get_one(Contact, line.people[0].id)
        say_left(body.id, contact, line.people[-1].name)


PARTS = (DemoPart("reminders", "Relances", build),)
