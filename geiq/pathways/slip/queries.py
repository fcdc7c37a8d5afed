"""What the slip of a person says: her hours from the ledger, her next step for whoever may read it."""

from collections import defaultdict

from sqlalchemy import or_, select

from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import Entry, State, Totals, totals
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from facilitator.access import Asker
from facilitator.accounts.models import Contact
from facilitator.clock import today
from facilitator.db import db
from geiq.pathways.care.queries import next_step
from geiq.pathways.knowing.queries import known_to, people_followed, reach_of
from geiq.pathways.knowing.rules import Reach
from geiq.pathways.models import Pathway, PathwayStep
from geiq.pathways.slip.rules import NextStep, Slip


def person_of(asker: Asker, participant_id: int) -> Participant | None:
    """A person whom the asker may see, or whom she follows."""
    seen = participants_of(asker).with_only_columns(Participant.id)
    mine = people_followed(asker).with_only_columns(Participant.id)
    found = select(Participant).where(
        Participant.id == participant_id, or_(Participant.id.in_(seen), Participant.id.in_(mine))
    )
    return db.session.scalar(found)


def hours_of(participant: Participant) -> Totals:
    """All the hours of a person in her body's ledger, summed as the ledger sums."""
    found: dict[tuple[int, State], list[Entry]] = defaultdict(list)
    lines = (
        select(
            Statement.id, Statement.state, StatementLine.minutes, StatementLine.state, StatementLine.counted
        )
        .join(StatementLine, StatementLine.statement_id == Statement.id)
        .where(StatementLine.participant_id == participant.id, Statement.body_id == participant.body_id)
    )
    for statement, state, minutes, standing, counted in db.session.execute(lines):
        found[statement, state].append(Entry(minutes, standing, counted))
    return sum((totals(state, entries) for (_, state), entries in found.items()), Totals())


def readable(asker: Asker, participant: Participant) -> list[Pathway]:
    """Her running pathways that the asker may read."""
    running = known_to(asker).where(Pathway.participant_id == participant.id, Pathway.ended_on.is_(None))
    rows = db.session.scalars(running.order_by(Pathway.starts_on.desc(), Pathway.id.desc()))
    return [one for one in rows if reach_of(asker, one) is not Reach.EXISTS]


def slip_of(participant: Participant, pathways: list[Pathway]) -> Slip:
    """The slip: the first step to come among these pathways, and whom to call."""
    done = hours_of(participant)
    coming = [step for one in pathways if (step := next_step(one, today()))]
    step = min(coming, key=lambda one: (one.due_on, one.at, one.id), default=None)
    return Slip(
        participant.name,
        done.validated,
        max(done.declared - done.validated, 0),
        today(),
        NextStep(step.title, step.due_on, step.at, step.place) if step else None,
        _contact(participant, pathways, step),
    )


def _contact(participant: Participant, pathways: list[Pathway], step: PathwayStep | None) -> str:
    """Whom to call: as the step says, or else whoever is known."""
    return step.contact if step is not None and step.contact else contact_known(participant, pathways)


def contact_known(participant: Participant, pathways: list[Pathway]) -> str:
    """Whom to call when no step says it: the partner that follows her, her referrer, the body."""
    followed = [one.organisation_id for one in pathways if one.organisation_id]
    for organisation_id in (*followed, participant.referrer_id, participant.body_id):
        found = select(Contact).where(Contact.organisation_id == organisation_id, Contact.phone != "")
        contact = db.session.scalars(found.order_by(Contact.rank).limit(1)).first()
        if organisation_id and contact is not None:
            return f"{contact.name}, {contact.shown_phone}"
    return pathways[0].referent.name if pathways and pathways[0].referent else ""
