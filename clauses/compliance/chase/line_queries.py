"""The lines of the chase list: all that companies owe, in as many selects for one as for many."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, String, bindparam, cast, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from clauses.compliance.chase.ladder.queries import Ladders, ladders_of
from clauses.compliance.chase.line_rules import Hold, LastSaid, Line, Settled, ordered
from clauses.compliance.chase.models import ChaseHold, PhoneCall, Reminder, ReminderPart
from clauses.compliance.chase.owing.queries import Companies, civil, months_owed, others_owed
from clauses.compliance.chase.owing.rules import HOURS_KEY
from clauses.compliance.chase.rules import ChaseStep, Debt, Standing, What
from clauses.compliance.contacts.queries import open_counts, people_of
from clauses.hours.ledger.models import Statement
from clauses.parameters.catalogue.chase_rules import Automatic
from clauses.parameters.catalogue.rules import CATALOGUE, whole
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import Settings
from facilitator.accounts.models import Organisation, User
from facilitator.prepared import Prepared, padded, several

Owed = Mapping[int, list[Debt]]
"""By company."""
UNSAID: frozenset[ChaseStep] = frozenset()


@dataclass(frozen=True)
class Told:
    """What is read once of a body on a day, whatever the companies looked at after."""

    body_id: int
    on: date
    settled: Settled
    ladders: Ladders
    holds: Mapping[int, tuple[Hold, ...]]
    """By company: what is held back."""
    others: Owed
    """What is owed besides months."""

    def standing(self, debt: Debt, steps: frozenset[ChaseStep]) -> Standing:
        """A debt on the ladder of its buyer, with the steps already said of it."""
        holds = self.holds.get(debt.organisation_id, ())
        held = any(one.contract_id in (None, debt.contract_id) for one in holds)
        return Standing(debt, self.ladders.of(debt.buyer_id), steps, held)


def told_of(body_id: int, on: date, companies: Companies = None) -> Told:
    """Read it, for every company or for some."""
    settings = settings_for(body_id, on)
    others = by_company(others_owed(body_id, on, settings, companies))
    return Told(body_id, on, settled_by(settings), ladders_of(body_id, on), holds_of(body_id, on), others)


def by_company(debts: Iterable[Debt]) -> dict[int, list[Debt]]:
    """What each company owes."""
    found: dict[int, list[Debt]] = defaultdict(list)
    for debt in debts:
        found[debt.organisation_id].append(debt)
    return found


def lines_of(body_id: int, on: date, companies: Companies = None, told: Told | None = None) -> list[Line]:
    """Every company that owes a body something on a day, or some of them; in the order of the list."""
    return ordered(read_lines(told or told_of(body_id, on, companies), companies))


def read_lines(told: Told, companies: Companies = None) -> Iterable[Line]:
    """Every company that owes something, or some of them, in any order."""
    held = by_company(months_owed(told.body_id, told.on, companies))
    for company, debts in told.others.items():
        if companies is None or company in companies:
            held[company].extend(debts)
    return _lines(told, held) if held else ()


def line_of(body_id: int, organisation_id: int, on: date) -> Line | None:
    """The line of one company; None when it owes nothing."""
    return next(iter(lines_of(body_id, on, [organisation_id])), None)


def latest(
    model: type[Reminder] | type[PhoneCall],
    at: InstrumentedAttribute[datetime],
    told: InstrumentedAttribute[Any] | None = None,
) -> ScalarSelect[Any]:
    """The last act of a body towards each organisation, or what it says: one seek in the index."""
    return (
        select(model.id if told is None else told)
        .where(model.body_id == bindparam("body"), model.organisation_id == Organisation.id)
        .order_by(at.desc(), model.id.desc())
        .limit(1)
        .correlate(Organisation)
        .scalar_subquery()
    )


NAMED = Prepared(
    select(Organisation.id, Organisation.name, Organisation.siret).where(Organisation.id.in_(several("ids")))
)


def _lines(told: Told, held: Owed) -> Iterable[Line]:
    body_id, ids = told.body_id, sorted(held)
    people, last, again = people_of(body_id, ids), last_said(body_id, ids), called_again(body_id, ids)
    waiting = open_counts(body_id)
    said = said_of(body_id, [debt for debts in held.values() for debt in debts])
    for organisation, name, siret in NAMED.rows({"ids": padded(ids)}):
        yield Line(
            organisation,
            name,
            siret,
            tuple(
                told.standing(one, said.get((organisation, one.key), UNSAID)) for one in held[organisation]
            ),
            people.get(organisation, ()),
            told.on,
            told.settled,
            last.get(organisation),
            told.holds.get(organisation, ()),
            again.get(organisation),
            waiting.get(organisation, 0),
        )


def settled_by(settings: Settings) -> Settled:
    """What a body set for its reminders."""
    automatic = settings.of(CATALOGUE["chase_automatic"]).value is Automatic.YES
    return Settled(whole(settings, "chase_quiet_days"), automatic)


ABOUT_MONTH = (
    ReminderPart.body_id == Statement.body_id,
    ReminderPart.organisation_id == Statement.organisation_id,
    ReminderPart.key == literal(HOURS_KEY) + cast(Statement.id, String),
)
"""The parts of reminders that named a month to declare: one seek in their index."""
SAID_OF_MONTHS = Prepared(
    select(ReminderPart.organisation_id, ReminderPart.key, ReminderPart.step)
    .join(Statement, ABOUT_MONTH[0] & ABOUT_MONTH[1] & ABOUT_MONTH[2])
    .where(Statement.id.in_(several("ids")), ReminderPart.step.is_not(None))
)
SAID_OF_OTHERS = Prepared(
    select(ReminderPart.organisation_id, ReminderPart.key, ReminderPart.step).where(
        ReminderPart.body_id == bindparam("body"),
        ReminderPart.organisation_id.in_(several("companies")),
        ReminderPart.key.in_(several("keys")),
        ReminderPart.step.is_not(None),
    )
)


def said_of(body_id: int, debts: Collection[Debt]) -> dict[tuple[int, str], frozenset[ChaseStep]]:
    """By company and thing: the steps already said."""
    months = [int(one.key.removeprefix(HOURS_KEY)) for one in debts if one.what is What.HOURS]
    others = [one for one in debts if one.what is not What.HOURS]
    rows = SAID_OF_MONTHS.rows({"ids": padded(months)}) if months else []
    if others:
        companies, keys = {one.organisation_id for one in others}, {one.key for one in others}
        asked = {"body": body_id, "companies": padded(companies), "keys": padded(keys)}
        rows += SAID_OF_OTHERS.rows(asked)
    found: dict[tuple[int, str], set[ChaseStep]] = defaultdict(set)
    for organisation, key, step in rows:
        found[organisation, key].add(step)
    return {thing: frozenset(steps) for thing, steps in found.items()}


LAST = Prepared(
    select(Reminder.organisation_id, Reminder.sent_at, Reminder.way, Reminder.contact_name)
    .add_columns(Reminder.step, User.name)
    .select_from(Organisation)
    .join(Reminder, Reminder.id == latest(Reminder, Reminder.sent_at))
    .outerjoin(User, User.id == Reminder.author_id)
    .where(Organisation.id.in_(several("ids")))
)


def last_said(body_id: int, organisations: Collection[int]) -> dict[int, LastSaid]:
    """By company: the last message it received from a body."""
    found: dict[int, LastSaid] = {}
    for key, at, way, contact, step, author in LAST.rows({"body": body_id, "ids": padded(organisations)}):
        day = civil(at) or at.date()
        found[key] = LastSaid(at, day, author or "l’échelle", way, contact, step)
    return found


AGAIN = Prepared(
    select(PhoneCall.organisation_id, PhoneCall.again_on)
    .select_from(Organisation)
    .join(PhoneCall, PhoneCall.id == latest(PhoneCall, PhoneCall.called_at))
    .where(Organisation.id.in_(several("ids")))
)


def called_again(body_id: int, organisations: Collection[int]) -> dict[int, date]:
    """By company that was telephoned: the day from which to call again, as its last call says."""
    return dict(AGAIN.rows({"body": body_id, "ids": padded(organisations)}))


HELD = Prepared(
    select(ChaseHold.organisation_id, ChaseHold.id, ChaseHold.until, ChaseHold.reason, ChaseHold.contract_id)
    .where(
        ChaseHold.body_id == bindparam("body"),
        ChaseHold.until >= bindparam("on"),
        ChaseHold.lifted_at.is_(None),
    )
    .order_by(ChaseHold.until, ChaseHold.id)
)


def holds_of(body_id: int, on: date) -> dict[int, tuple[Hold, ...]]:
    """By company: what a body holds back on a day."""
    found: dict[int, list[Hold]] = defaultdict(list)
    for organisation, *hold in HELD.rows({"body": body_id, "on": on}):
        found[organisation].append(Hold(*hold))
    return {organisation: tuple(holds) for organisation, holds in found.items()}
