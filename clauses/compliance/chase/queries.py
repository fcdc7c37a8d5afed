"""The chase list: one line a company, in a constant number of selects whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from clauses.compliance.chase.ladder.queries import Ladders, ladders_of
from clauses.compliance.chase.line_rules import Hold, LastSaid, Line, Settled, ordered
from clauses.compliance.chase.models import ChaseHold, PhoneCall, Reminder, ReminderPart
from clauses.compliance.chase.owing.queries import debts_of
from clauses.compliance.chase.rules import ChaseStep, Debt, Standing
from clauses.compliance.contacts.queries import open_counts, people_of
from clauses.parameters.catalogue.chase_rules import Automatic
from clauses.parameters.catalogue.rules import CATALOGUE, whole
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import Settings
from facilitator.accounts.models import Organisation, User
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.prepared import Prepared

Holds = Mapping[int, tuple[Hold, ...]]


def lines_of(body_id: int, on: date, organisation_id: int | None = None) -> list[Line]:
    """Every company that owes a body something on a day, or one of them; in the order of the list."""
    settings = settings_for(body_id, on)
    held: dict[int, list[Debt]] = defaultdict(list)
    for debt in debts_of(body_id, on, settings, organisation_id):
        held[debt.organisation_id].append(debt)
    if not held:
        return []
    return ordered(_lines(body_id, on, held, settings))


def line_of(body_id: int, organisation_id: int, on: date) -> Line | None:
    """The line of one company; None when it owes nothing."""
    return next(iter(lines_of(body_id, on, organisation_id)), None)


def _lines(body_id: int, on: date, held: Mapping[int, Sequence[Debt]], settings: Settings) -> Iterable[Line]:
    ids = sorted(held)
    named = {
        row.id: row
        for row in db.session.execute(
            select(Organisation.id, Organisation.name, Organisation.siret).where(Organisation.id.in_(ids))
        )
    }
    people, last, again = people_of(body_id, ids), last_said(body_id, ids), called_again(body_id, ids)
    holds, waiting = holds_of(body_id, ids, on), open_counts(body_id, ids)
    said = said_of(body_id, [debt.key for debts in held.values() for debt in debts])
    ladders, settled = ladders_of(body_id, on), settled_by(settings)
    for organisation, debts in held.items():
        mine = holds.get(organisation, ())
        yield Line(
            organisation,
            named[organisation].name,
            named[organisation].siret,
            tuple(_standing(debt, ladders, said, mine) for debt in debts),
            people.get(organisation, ()),
            on,
            settled,
            last.get(organisation),
            mine,
            again.get(organisation),
            waiting.get(organisation, 0),
        )


def _standing(
    debt: Debt, ladders: Ladders, said: Mapping[tuple[int, str], frozenset[ChaseStep]], holds: Iterable[Hold]
) -> Standing:
    held = any(one.contract_id in (None, debt.contract_id) for one in holds)
    steps = said.get((debt.organisation_id, debt.key), frozenset())
    return Standing(debt, ladders.of(debt.buyer_id), steps, held)


def settled_by(settings: Settings) -> Settled:
    """What a body set for its reminders."""
    automatic = settings.of(CATALOGUE["chase_automatic"]).value is Automatic.YES
    return Settled(whole(settings, "chase_quiet_days"), automatic)


def said_of(body_id: int, keys: Collection[str]) -> dict[tuple[int, str], frozenset[ChaseStep]]:
    """By company and thing: the steps already said."""
    found: dict[tuple[int, str], set[ChaseStep]] = defaultdict(set)
    rows = db.session.execute(
        select(ReminderPart.organisation_id, ReminderPart.key, ReminderPart.step).where(
            ReminderPart.body_id == body_id, ReminderPart.key.in_(keys), ReminderPart.step.is_not(None)
        )
    )
    for organisation, key, step in rows:
        if step is not None:
            found[organisation, key].add(step)
    return {thing: frozenset(steps) for thing, steps in found.items()}


def last_said(body_id: int, organisations: Collection[int]) -> dict[int, LastSaid]:
    """By company: the last message it received from a body."""
    latest = (
        select(func.max(Reminder.id))
        .where(Reminder.body_id == body_id, Reminder.organisation_id.in_(organisations))
        .group_by(Reminder.organisation_id)
    )
    rows = db.session.execute(
        select(
            Reminder.organisation_id, Reminder.sent_at, Reminder.way, Reminder.contact_name, Reminder.step,
            User.name,
        )
        .outerjoin(User, User.id == Reminder.author_id)
        .where(Reminder.id.in_(latest))
    )  # fmt: skip
    return {
        row.organisation_id: LastSaid(
            row.sent_at,
            row.sent_at.astimezone(PARIS).date(),
            row.name or "l’échelle",
            row.way,
            row.contact_name,
            row.step,
        )
        for row in rows
    }


def called_again(body_id: int, organisations: Collection[int]) -> dict[int, date]:
    """By company that was telephoned: the day from which to call again."""
    latest = (
        select(func.max(PhoneCall.id))
        .where(PhoneCall.body_id == body_id, PhoneCall.organisation_id.in_(organisations))
        .group_by(PhoneCall.organisation_id)
    )
    rows = db.session.execute(
        select(PhoneCall.organisation_id, PhoneCall.again_on).where(PhoneCall.id.in_(latest))
    )
    return {row.organisation_id: row.again_on for row in rows}


def holding(body_id: int, on: date) -> Select[ChaseHold]:
    """What a body holds back on a day."""
    return (
        select(ChaseHold)
        .where(ChaseHold.body_id == body_id, ChaseHold.until >= on, ChaseHold.lifted_at.is_(None))
        .order_by(ChaseHold.until, ChaseHold.id)
    )


def holds_of(body_id: int, organisations: Collection[int], on: date) -> dict[int, tuple[Hold, ...]]:
    """By company: what is held back."""
    found: dict[int, list[Hold]] = defaultdict(list)
    for row in db.session.scalars(holding(body_id, on).where(ChaseHold.organisation_id.in_(organisations))):
        found[row.organisation_id].append(Hold(row.id, row.until, row.reason, row.contract_id))
    return {organisation: tuple(holds) for organisation, holds in found.items()}


def reminders_of(
    body_id: int, organisation_id: int | None = None, contract_id: int | None = None, most: int = 20
) -> Sequence[Reminder]:
    """The messages to a company, or about a contract, the latest first."""
    found = select(Reminder).where(Reminder.body_id == body_id)
    if organisation_id is not None:
        found = found.where(Reminder.organisation_id == organisation_id)
    if contract_id is not None:
        about = select(ReminderPart.reminder_id).where(ReminderPart.contract_id == contract_id)
        found = found.where(Reminder.id.in_(about))
    return db.session.scalars(
        found.options(joinedload(Reminder.author), joinedload(Reminder.organisation))
        .order_by(Reminder.sent_at.desc(), Reminder.id.desc())
        .limit(most)
    ).all()


NAMING = Prepared(
    select(ReminderPart.reminder_id)
    .where(ReminderPart.body_id == bindparam("body"), ReminderPart.contract_id == bindparam("contract"))
    .limit(1)
)


def has_reminders(body_id: int, contract_id: int) -> bool:
    """Whether a message of the body named a contract."""
    return NAMING.first({"body": body_id, "contract": contract_id}) is not None


def named(ids: Collection[int], body_id: int) -> Sequence[Reminder]:
    """The reminders of these ids that are the body's, in the order they were sent."""
    found = select(Reminder).where(Reminder.body_id == body_id, Reminder.id.in_(ids))
    return db.session.scalars(found.options(joinedload(Reminder.organisation)).order_by(Reminder.id)).all()


def last_about(body_id: int, statement_id: int, organisation_id: int) -> Reminder | None:
    """The last message that named a statement."""
    key = f"statement {statement_id}"
    about = select(ReminderPart.reminder_id).where(
        ReminderPart.body_id == body_id,
        ReminderPart.organisation_id == organisation_id,
        or_(ReminderPart.key == key, ReminderPart.key.startswith(f"{key} ")),
    )
    return db.session.scalar(
        select(Reminder)
        .where(Reminder.id.in_(about))
        .options(joinedload(Reminder.author))
        .order_by(Reminder.id.desc())
        .limit(1)
    )


def calls_of(body_id: int, organisation_id: int, most: int = 10) -> Sequence[PhoneCall]:
    """The calls to a company, the latest first."""
    return db.session.scalars(
        select(PhoneCall)
        .where(PhoneCall.body_id == body_id, PhoneCall.organisation_id == organisation_id)
        .options(joinedload(PhoneCall.author))
        .order_by(PhoneCall.id.desc())
        .limit(most)
    ).all()
