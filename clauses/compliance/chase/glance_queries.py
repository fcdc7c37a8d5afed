"""The chase list at a glance, in few selects: the months awaited are grouped by the database.

A body has thousands of months to wait for, of a few kinds only: the same month, due the same day, at the same
step of the same ladder. Each kind comes with its companies. A company of which anything else is to be known
(a hold, a month to correct, another debt, nobody who is simply reached by mail) is read in full.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import String, bindparam, case, cast, exists, func, null, select

from clauses.compliance.chase.glance_rules import PARTIAL, Alike, Glance, by_place
from clauses.compliance.chase.line_queries import ABOUT_MONTH, Told, latest, read_lines
from clauses.compliance.chase.line_rules import Line, matches
from clauses.compliance.chase.models import PhoneCall, Reminder, ReminderPart
from clauses.compliance.chase.owing.queries import OPENED_LATE, awaited_months, civil, on_live_contracts
from clauses.compliance.chase.owing.rules import asked_month, hours
from clauses.compliance.chase.rules import STEPS, Standing
from clauses.compliance.contacts.queries import people_of, waiting_of
from clauses.compliance.contacts.rules import ContactReason, state_of
from clauses.contracts.models import Contract
from clauses.contracts.rules import ReportingPeriod
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import State
from facilitator.accounts.models import Contact, Meeting, Organisation
from facilitator.formats import search_key
from facilitator.mail.models import BouncedAddress
from facilitator.prepared import PREPARED, Prepared, padded, several

RANK = case({step: step.rank for step in STEPS}, value=ReminderPart.step)
FURTHEST = select(func.max(RANK)).where(*ABOUT_MONTH).correlate(Statement).scalar_subquery()
APART = case((Contract.buyer_id.in_(several("apart")), Contract.buyer_id))
"""The buyer, where it wants another ladder."""


@lru_cache(maxsize=PREPARED)
def _kinds(on: date, buyers_apart: bool) -> Prepared:
    """Each kind of awaited month with its companies, those with which the body works no more among them."""
    kind = (
        (Statement.state == State.RETURNED).label("to_correct"),
        Statement.month.label("awaited_month"),
        Statement.due_on.label("due_day"),
        OPENED_LATE.label("opened_late"),
        (APART if buyers_apart else null()).label("apart_buyer"),
        FURTHEST.label("furthest_said"),
    )
    companies = func.aggregate_strings(cast(Statement.organisation_id, String), ",")
    return Prepared(
        on_live_contracts(select(*kind, companies).select_from(Statement))
        .where(*awaited_months(on))
        .group_by(*(one.name for one in kind))
    )


WRITTEN = exists().where(
    Contact.organisation_id == Organisation.id,
    Contact.email != "",
    ~exists().where(BouncedAddress.address == func.lower(Contact.email)),
)
"""Whether a mail simply reaches somebody of the company."""
COMPANIES = Prepared(
    select(Organisation.id, Organisation.name, WRITTEN)
    .add_columns(latest(Reminder, Reminder.sent_at, Reminder.sent_at))
    .add_columns(latest(PhoneCall, PhoneCall.called_at, PhoneCall.again_on))
    .join(Meeting, Meeting.organisation_id == Organisation.id)
    .where(Meeting.body_id == bindparam("body"), Meeting.archived_on.is_(None))
)


def glances_of(told: Told) -> list[Glance]:
    """Every company that owes a body something on a day, in the order of the list."""
    standings, kinds, full = _awaited(told)
    alike = Alike(standings, told.on, told.settled)
    full |= {*told.others, *told.holds, *_left(told.body_id)}
    found = []
    for company, name, written, sent_at, again_on in COMPANIES.rows({"body": told.body_id}):
        if company not in kinds or company in full:
            continue
        if written:
            found.append(Glance(company, name, alike.line(kinds[company], civil(sent_at), again_on)))
        else:
            full.add(company)
    if full:
        found += [Glance(line.organisation_id, line.name, line) for line in read_lines(told, full)]
    return by_place(found)


def _awaited(told: Told) -> tuple[dict[int, Standing], dict[int, int], set[int]]:
    """Each kind of awaited month, those of each company, and the companies that have one to correct."""
    apart = padded(told.ladders.by_buyer)
    rows = _kinds(told.on, bool(apart)).rows({"body": told.body_id, "apart": apart})
    standings: dict[int, Standing] = {}
    kinds: dict[int, int] = defaultdict(int)
    correcting: set[int] = set()
    for rank, (to_correct, month, due_on, late, buyer, furthest, companies) in enumerate(rows):
        held = map(int, companies.split(","))
        if to_correct:
            correcting.update(held)
            continue
        asked = asked_month(ReportingPeriod.MONTHLY, month, None, due_on)
        debt = hours(0, rank, asked, due_on, late, None)
        steps = frozenset() if furthest is None else frozenset({STEPS[furthest]})
        standings[1 << rank] = Standing(debt, told.ladders.of(buyer), steps)
        for company in held:
            kinds[company] |= 1 << rank
    return standings, kinds, correcting


def _left(body_id: int) -> set[int]:
    """The companies of which somebody said that a contact has left."""
    return {company for company, reason, _ in waiting_of(body_id) if reason is ContactReason.LEFT}


@lru_cache(maxsize=PREPARED)
def _concerned(on: date, by_buyer: bool) -> Prepared:
    whose = Contract.buyer_id if by_buyer else Contract.followed_by_id
    return Prepared(
        on_live_contracts(select(Statement.organisation_id).select_from(Statement))
        .where(*awaited_months(on), whose == bindparam("whose"))
        .distinct()
    )


def _concerned_by(told: Told, whose: int, by_buyer: bool) -> set[int]:
    """The companies that owe a month on a contract of this buyer, or that this user follows."""
    rows = _concerned(told.on, by_buyer).rows({"body": told.body_id, "whose": whose})
    return {row[0] for row in rows}


def _among(told: Told, found: set[int], values: Mapping[str, str], user_id: int) -> set[int]:
    """Of these companies, all seen at a glance, those that answer the filters that a glance does not hold."""
    if values.get("acheteur"):
        found = found & _concerned_by(told, int(values["acheteur"]), True)
    if values.get("suivi"):
        found = found & _concerned_by(told, user_id, False)
    if values.get("contact") and found:
        people = people_of(told.body_id, found)
        found = {one for one in found if state_of(people.get(one, ()), told.on).value == values["contact"]}
    return found


def answering(told: Told, glances: Sequence[Glance], values: Mapping[str, str], user_id: int) -> list[Glance]:
    """The companies that answer every filter, in the order given."""
    if not values:
        return list(glances)
    words = search_key(values.get("q", "")).split()
    able = _among(told, {one.organisation_id for one in glances if not one.is_whole}, values, user_id)
    light = {name: value for name, value in values.items() if name not in PARTIAL}
    return [
        one
        for one in glances
        if (one.is_whole or one.organisation_id in able)
        and matches(one.line, values if one.is_whole else light, user_id)
        and all(word in search_key(one.name) for word in words)
    ]


def shown(told: Told, glances: Sequence[Glance]) -> list[Line]:
    """The whole lines of some companies, in the order given; without those that have answered meanwhile."""
    partial = [one.organisation_id for one in glances if not one.is_whole]
    read = {line.organisation_id: line for line in read_lines(told, partial)} if partial else {}
    lines = (one.line if one.is_whole else read.get(one.organisation_id) for one in glances)
    return [line for line in lines if line is not None]
