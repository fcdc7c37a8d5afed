"""The problem that an event's rounds put: who comes, who holds which table, what they ask, what must stay."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from clauses.compliance.rules import ClauseState
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import Commitment
from facilitator.access import Asker, Role
from facilitator.db import db
from facilitator.feature import abilities_of
from facilitator.gatherings import Ability
from worksites.events.guests.models import EventGuest, EventOpening
from worksites.events.guests.rules import Coming, GuestState
from worksites.events.rounds.clock_rules import Clock
from worksites.events.rounds.fit_rules import SEEN_PER_SEAT, Known, Offer, Wanted, offer
from worksites.events.rounds.models import EventMeeting, RoundPlan
from worksites.events.rounds.plan_rules import Match, Meeting, Post, RoundProblem, Seeker, Table
from worksites.events.rounds.rules import PairingKind
from worksites.events.rules import GuestKind

AT_RISK = (ClauseState.LATE, ClauseState.WATCH)
"""The clauses that miss hours, or will."""
GONE = (Coming.ABSENT, Coming.EXCUSED)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Put:
    """The problem, and what it was put from."""

    problem: RoundProblem
    people: dict[int, EventGuest]
    companies: dict[int, EventGuest]
    offers: dict[Pair, Offer]
    rows: Sequence[EventMeeting]

    @property
    def refusals(self) -> dict[Pair, str]:
        """Why people may not meet companies."""
        return {pair: one.refusal for pair, one in self.offers.items() if one.refusal}

    def reason(self, pair: Pair, post: int) -> str:
        """Why they meet."""
        ways = self.offers[pair].ways if pair in self.offers else {}
        return ways[post].reason if post in ways else "décidé à la main"

    def is_good(self, pair: Pair, post: int) -> bool:
        """Whether they match well."""
        ways = self.offers[pair].ways if pair in self.offers else {}
        return post in ways and ways[post].is_good


def clock_of(plan: RoundPlan) -> Clock:
    """When the rounds of a plan begin and end."""
    return Clock(plan.starts_at, plan.rounds, plan.minutes, plan.pause)


def who_asked(plan: RoundPlan) -> Asker:
    """Who had the rounds computed, for a process where nobody is signed in: what is known of people is what
    may be known by whoever asks."""
    return Asker(plan.asked_by_id, None, Role.FACILITATOR, plan.body_id, "", "")


def meetings_of_event(event_id: int) -> Sequence[EventMeeting]:
    """The meetings of an event, by round and table."""
    found = (
        select(EventMeeting)
        .where(EventMeeting.event_id == event_id)
        .options(selectinload(EventMeeting.person).joinedload(EventGuest.participant))
        .options(selectinload(EventMeeting.company).joinedload(EventGuest.organisation))
    )
    return db.session.scalars(found.order_by(EventMeeting.round, EventMeeting.table, EventMeeting.id)).all()


def guests_at(plan: RoundPlan) -> tuple[dict[int, EventGuest], dict[int, EventGuest]]:
    """Who is given meetings, and who holds a table: those who come and are not known to be away."""
    found = (
        select(EventGuest)
        .where(EventGuest.event_id == plan.event_id)
        .where(or_(EventGuest.state == GuestState.COMING, EventGuest.coming == Coming.PRESENT))
        .where(EventGuest.coming.not_in(GONE))
        .options(selectinload(EventGuest.openings), selectinload(EventGuest.slot))
        .options(selectinload(EventGuest.participant), selectinload(EventGuest.organisation))
        .order_by(EventGuest.id)
    )
    people, companies = {}, {}
    for guest in db.session.scalars(found):
        if guest.kind is GuestKind.PERSON:
            if not plan.present_only or guest.coming is Coming.PRESENT:
                people[guest.id] = guest
        elif guest.kind is GuestKind.COMPANY or guest.openings:
            companies[guest.id] = guest
    return people, companies


def urgent_of(openings: Sequence[EventOpening]) -> frozenset[int]:
    """The jobs whose hours a contract at risk needs."""
    kept = (
        select(Commitment.id)
        .join(ClauseStanding, ClauseStanding.terms_id == Commitment.terms_id)
        .where(Commitment.id.in_({one.commitment_id for one in openings if one.commitment_id}))
        .where(ClauseStanding.standing.in_(AT_RISK))
    )
    at_risk = set(db.session.scalars(kept))
    return frozenset(one.id for one in openings if one.commitment_id in at_risk)


def problem_of(plan: RoundPlan, at: datetime, asker: Asker) -> Put:
    """The problem of a plan, as its event's data put it at an instant for an asker."""
    people, companies = guests_at(plan)
    rows = meetings_of_event(plan.event_id)
    jobs = _jobs(companies)
    offers = _offers(plan, people, companies, jobs, asker)
    begun = clock_of(plan).begun(at)
    known = {table.number: table for table in _tables(plan, companies, rows)}
    met = {(row.person_id, row.company_id) for row in rows if row.round is None}
    matches = tuple(_matches({pair: one for pair, one in offers.items() if pair not in met}))
    seated = [row for row in rows if row.table in known and (row.round or 0) <= plan.rounds]
    stays = [row for row in seated if _stays(row, begun, people, companies)]
    problem = RoundProblem(
        plan.rounds,
        plan.fair,
        tuple(_seekers(plan, people)),
        tuple(known.values()),
        tuple(_posts(jobs, matches)),
        matches,
        tuple(sorted(_meeting(row, offers) for row in stays)),
        begun,
        tuple(sorted(_meeting(row, offers) for row in seated)),
    )
    return Put(problem, people, companies, offers, rows)


def _stays(
    row: EventMeeting, begun: int, people: dict[int, EventGuest], companies: dict[int, EventGuest]
) -> bool:
    """Whether a meeting is never moved: its round has begun, it was held, or is kept for those who come."""
    if (row.round or 0) <= begun or row.result is not None:
        return True
    return row.is_kept and row.person_id in people and row.company_id in companies


def _jobs(companies: dict[int, EventGuest]) -> dict[int, list[Wanted]]:
    openings = [opening for company in companies.values() for opening in company.openings]
    urgent, found = urgent_of(openings), defaultdict(list)
    for one in openings:
        found[one.guest_id].append(
            Wanted(one.id, one.guest_id, one.trade, one.seats, one.french, one.licence, one.id in urgent)
        )
    return found


def _offers(
    plan: RoundPlan,
    people: dict[int, EventGuest],
    companies: dict[int, EventGuest],
    jobs: dict[int, list[Wanted]],
    asker: Asker,
) -> dict[Pair, Offer]:
    """How each person and each company match; nothing for those that must not meet."""
    ids = [one.participant_id for one in people.values() if one.participant_id]
    known_of = abilities_of(asker, ids) if asker.account_id is not None else {}
    said: dict[PairingKind, set[Pair]] = defaultdict(set)
    for one in plan.pairings:
        said[one.kind].add((one.person_id, one.company_id))
    found = {}
    for person in people.values():
        wishes = {company for key, company in said[PairingKind.WISH] if key == person.id}
        known = Known.of(known_of.get(person.participant_id or 0, Ability()), wishes)
        for company in companies:
            if (person.id, company) in said[PairingKind.FORBID]:
                found[person.id, company] = Offer({}, "écartée à la main")
            else:
                found[person.id, company] = offer(known, company, jobs[company])
    return found


def _matches(offers: dict[Pair, Offer]) -> Iterator[Match]:
    for (person, company), one in offers.items():
        for post, way in one.ways.items():
            yield Match(person, company, post, way.points)


def _posts(jobs: dict[int, list[Wanted]], matches: Sequence[Match]) -> Iterator[Post]:
    suits: dict[int, int] = defaultdict(int)
    for match in matches:
        suits[match.post] += 1
    for company, several in jobs.items():
        for job in several:
            wanted = min(SEEN_PER_SEAT * job.seats, suits[job.key]) if job.is_urgent else 0
            yield Post(job.key, company, wanted)


def _seekers(plan: RoundPlan, people: dict[int, EventGuest]) -> Iterator[Seeker]:
    stays, clock = {one.person_id: one for one in plan.stays}, clock_of(plan)
    for key, person in people.items():
        if key in stays:
            stay = stays[key]
            yield Seeker(key, stay.first_round, min(stay.last_round or plan.rounds, plan.rounds))
        elif person.slot is not None:
            yield Seeker(key, *clock.within(person.slot.starts_at, person.slot.ends_at))
        else:
            yield Seeker(key, 1, plan.rounds)


def _tables(
    plan: RoundPlan, companies: dict[int, EventGuest], rows: Sequence[EventMeeting]
) -> Iterator[Table]:
    """The tables that are held; that of a company which has left is only known for the meetings it held."""
    used = {row.table for row in rows}
    for one in plan.tables:
        if one.company_id in companies:
            last = min(one.last_round or plan.rounds, plan.rounds)
            yield Table(one.number, one.company_id, one.first_round, last)
        elif one.number in used:
            yield Table(one.number, one.company_id, 1, 0)


def _meeting(row: EventMeeting, offers: dict[Pair, Offer]) -> Meeting:
    """A row as the problem knows it, about the job that suits best."""
    one = offers.get((row.person_id, row.company_id))
    post = max(one.ways, key=lambda key: one.ways[key].points) if one and one.ways else 0
    return Meeting(row.round or 0, row.table or 0, row.person_id, post)
