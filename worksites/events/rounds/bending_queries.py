"""The rounds bent by hand: a meeting moved, kept, removed, added; who is there when, who is wished for."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.guests.models import EventGuest
from worksites.events.rounds.hand_rules import why_not
from worksites.events.rounds.models import EventMeeting, RoundPairing, RoundPlan, RoundStay, RoundTable
from worksites.events.rounds.plan_rules import Meeting
from worksites.events.rounds.problem_queries import Put
from worksites.events.rounds.rules import PairingKind

HELD = "Cette rencontre a eu lieu, ou son tour a commencé : elle ne bouge plus."
MET = "Cette personne et cette entreprise ont déjà une rencontre."
FULL = "Aucun tour à venir ne leur convient à tous les deux : déplacez ou retirez d’abord une rencontre."
Span = tuple[int, int | None]


@dataclass(frozen=True)
class Seat:
    """Where a meeting may go, and whose place it would take in exchange for its own."""

    round: int
    table: int
    other: EventMeeting | None = None

    @property
    def key(self) -> str:
        """What a form sends."""
        return f"{self.round}-{self.table}"


def meeting_of(plan: RoundPlan, meeting_id: int) -> EventMeeting | None:
    """A meeting of these rounds."""
    row = db.session.get(EventMeeting, meeting_id)
    return row if row is not None and row.event_id == plan.event_id and row.round is not None else None


def stays(put: Put, row: EventMeeting) -> bool:
    """Whether a meeting was held or has begun: then no hand moves it."""
    return row.result is not None or (row.round or 0) <= put.problem.begun


def check_moves(put: Put, row: EventMeeting) -> None:
    """Refuse to touch what was held or has begun."""
    if stays(put, row):
        raise RuleBroken(HELD)


def _all_but(put: Put, *rows: EventMeeting) -> list[Meeting]:
    gone = {row.id for row in rows}
    return [
        Meeting(row.round or 0, row.table or 0, row.person_id)
        for row in put.rows
        if row.round is not None and row.id not in gone
    ]


def seats_for(put: Put, row: EventMeeting) -> Iterator[Seat]:
    """The seats of its company where a meeting may go, alone or by an exchange."""
    held = {(one.round, one.table): one for one in put.rows}
    for round_ in range(put.problem.begun + 1, put.problem.rounds + 1):
        for table in put.problem.tables_of.get(row.company_id, ()):
            seat = Seat(round_, table.number, held.get((round_, table.number)))
            if seat.other is not row and not _against(put, row, seat):
                yield seat


def _against(put: Put, row: EventMeeting, seat: Seat) -> str:
    """Why a meeting cannot take a seat, giving its own to who sits there."""
    moved = [row] if seat.other is None else [row, seat.other]
    others = _all_but(put, *moved)
    mine = Meeting(seat.round, seat.table, row.person_id)
    if seat.other is None:
        return why_not(put.problem, others, mine)
    if stays(put, seat.other) or seat.other.is_kept:
        return f"La table {seat.table} est prise au tour {seat.round} par une rencontre gardée."
    theirs = Meeting(row.round or 0, row.table or 0, seat.other.person_id)
    return why_not(put.problem, [*others, theirs], mine) or why_not(put.problem, [*others, mine], theirs)


def move(put: Put, row: EventMeeting, round_: int, table: int) -> None:
    """Move a meeting, exchanging seats with who sits there; it is kept then. Leaves `meeting.moved`."""
    check_moves(put, row)
    own = {one.number for one in put.problem.tables_of.get(row.company_id, ())}
    if table not in own:
        raise RuleBroken("Cette table n’est pas celle de l’entreprise.", "seat")
    held = {(one.round, one.table): one for one in put.rows}
    seat = Seat(round_, table, held.get((round_, table)))
    if seat.other is row:
        raise RuleBroken("La rencontre y est déjà.", "seat")
    if refusal := _against(put, row, seat):
        raise RuleBroken(refusal, "seat")
    before = row.round, row.table
    for one in filter(None, (row, seat.other)):
        one.round = one.table = None
    db.session.flush()
    if seat.other is not None:
        seat.other.round, seat.other.table = before
        db.session.flush()
    row.round, row.table, row.is_kept = round_, table, True
    record("meeting.moved", row, round=round_, table=table)


def keep(put: Put, row: EventMeeting, is_kept: bool) -> None:
    """Keep a meeting where it is whatever is computed, or let it go. Leaves `meeting.kept`."""
    check_moves(put, row)
    row.is_kept = is_kept
    record("meeting.kept", row, kept=is_kept)


def remove(plan: RoundPlan, put: Put, row: EventMeeting, for_good: bool) -> None:
    """Take a meeting away; `for_good`: and never propose it again. Leaves `meeting.removed`."""
    check_moves(put, row)
    if for_good:
        _pair(plan, row.person_id, row.company_id, PairingKind.FORBID)
    record("meeting.removed", plan, round=row.round, table=row.table)
    db.session.delete(row)


def add(plan: RoundPlan, put: Put, person: int, company: int) -> EventMeeting:
    """Have a person meet a company in the first round that suits both. Leaves `meeting.added`."""
    if any((row.person_id, row.company_id) == (person, company) for row in put.rows):
        raise RuleBroken(MET, "company_id")
    others = _all_but(put)
    for round_ in range(put.problem.begun + 1, put.problem.rounds + 1):
        for table in put.problem.tables_of.get(company, ()):
            if not why_not(put.problem, others, Meeting(round_, table.number, person)):
                return _added(plan, put, person, Seat(round_, table.number), company)
    raise RuleBroken(FULL, "company_id")


def _added(plan: RoundPlan, put: Put, person: int, seat: Seat, company: int) -> EventMeeting:
    pair = person, company
    ways = put.offers[pair].ways if pair in put.offers else {}
    post = max(ways, key=lambda key: ways[key].points, default=0)
    row = EventMeeting(
        body_id=plan.body_id,
        event_id=plan.event_id,
        person_id=person,
        company_id=company,
        round=seat.round,
        table=seat.table,
        is_kept=True,
        reason=put.reason(pair, post)[:300],
        is_good=put.is_good(pair, post),
    )
    db.session.add(row)
    db.session.flush()
    record("meeting.added", row, round=seat.round, table=seat.table)
    return row


def set_person(plan: RoundPlan, person: EventGuest, span: Span | None, said: dict[int, PairingKind]) -> None:
    """When a person is there, whom she wishes or must not meet. Leaves `rounds.person_set`."""
    plan.stays[:] = [one for one in plan.stays if one.person_id != person.id]
    plan.pairings[:] = [one for one in plan.pairings if one.person_id != person.id]
    db.session.flush()
    if span is not None:
        plan.stays.append(RoundStay(person_id=person.id, first_round=span[0], last_round=span[1]))
    for company, kind in said.items():
        _pair(plan, person.id, company, kind)
    plan.is_stale = True
    record("rounds.person_set", plan, guest=person.id)


def _pair(plan: RoundPlan, person: int, company: int, kind: PairingKind) -> None:
    known = next((one for one in plan.pairings if (one.person_id, one.company_id) == (person, company)), None)
    if known is not None:
        known.kind = kind
    else:
        plan.pairings.append(RoundPairing(person_id=person, company_id=company, kind=kind))


def set_tables(plan: RoundPlan, put: Put, company: EventGuest, count: int, span: Span) -> None:
    """How many tables a company holds, and for which rounds. Leaves `rounds.tables_set`."""
    own = [one for one in plan.tables if one.company_id == company.id]
    used = {row.table for row in put.rows if row.table is not None and stays(put, row)}
    for table in own[count:]:
        if table.number in used:
            raise RuleBroken(f"La table {table.number} a déjà tenu des rencontres : elle reste.", "count")
    gone = {table.number for table in own[count:]}
    for row in put.rows:
        if row.table in gone:
            db.session.delete(row)
    db.session.flush()
    for table in own[count:]:
        plan.tables.remove(table)
    last = max((one.number for one in plan.tables), default=0)
    for rank in range(count - len(own)):
        plan.tables.append(RoundTable(number=last + 1 + rank, company_id=company.id))
    db.session.flush()
    for table in plan.tables:
        if table.company_id == company.id:
            table.first_round, table.last_round = span
    plan.is_stale = True
    record("rounds.tables_set", plan, guest=company.id, tables=count)


def set_plan(plan: RoundPlan, values: dict[str, object], put: Put) -> None:
    """When the rounds begin, how long they last, whom they are for. Leaves `rounds.set`."""
    rounds = values["rounds"]
    held = max((row.round or 0 for row in put.rows if stays(put, row)), default=0)
    if isinstance(rounds, int) and rounds < held:
        raise RuleBroken(f"{held} tours ont déjà eu lieu : il en faut au moins autant.", "rounds")
    for name, value in values.items():
        setattr(plan, name, value)
    plan.is_stale = True
    record("rounds.set", plan, rounds=rounds)


def wishes_of(plan: RoundPlan, person: int, kind: PairingKind) -> Collection[int]:
    """The companies of which something is said for a person."""
    return [one.company_id for one in plan.pairings if one.person_id == person and one.kind is kind]
