"""Builds the demonstration's people by the acts of its facilitator and of its companies, each at its time."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import WITHOUT_HOURS, Stage
from clauses.people.demonstration import newcomers, valuing
from clauses.people.demonstration.deciding import find_eligible, met, morning
from clauses.people.demonstration.persons import People
from clauses.people.demonstration.plan import Stay, Way, stays_of, ways_of
from clauses.people.employments.record_queries import assign, create_employment
from clauses.people.employments.rules import ContractType
from facilitator.access import Asker
from facilitator.accounts.demonstration.demo import SEED, named
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural

DECIDED_BEFORE = timedelta(days=6)
"""Eligibility is decided before the hire."""
SITTING = (Stage.NOTIFIED, Stage.KICK_OFF, Stage.RUNNING, Stage.FINAL_REPORT, Stage.COMPANY_COMMENTS)
WEEKS = (35, 35, 35, 30, 35, 28)
USUAL = timedelta(days=365)
RUNS_ON = timedelta(days=75)


@dataclass(frozen=True)
class Place:
    """A stay of somebody to be found: for which commitment, when, how."""

    commitment: Commitment
    stay: Stay
    way: Way
    trade: str


def build() -> str:
    """People in the order in which they were hired; then those whom companies have just announced."""
    people = People(SEED)
    with acting() as asker:
        places = [place for commitment in declaring() for place in _places(commitment)]
        places.sort(key=lambda place: place.stay.starts_on)
        with told_at(morning(places[0].stay.starts_on - DECIDED_BEFORE)):
            valuing.build(asker, today().replace(day=1))
        for rank, place in enumerate(places):
            with told_at(morning(place.stay.starts_on - DECIDED_BEFORE)):
                _hire(asker, place, people, rank)
        more = newcomers.build(asker, people)
        db.session.flush()
    return (
        f"{plural(len(places) + more, 'personne', 'personnes')}, {plural(len(places), 'contrat', 'contrats')}"
    )


def declaring() -> list[Commitment]:
    """The commitments whose hours are followed, in the order in which they were made."""
    found = (
        select(Commitment)
        .join(Commitment.terms)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
        .where(
            Contract.stage.in_(SITTING),
            Contract.archived_on.is_(None),
            ClauseTerms.kind.not_in(WITHOUT_HOURS) | ClauseTerms.minutes.is_not(None),
        )
        .order_by(Commitment.id)
    )
    return list(db.session.scalars(found))


def _places(commitment: Commitment) -> list[Place]:
    found = zip(stays_of(commitment, today()), ways_of(commitment), strict=False)
    return [Place(commitment, stay, way, trade) for stay, (way, trade) in found]


def _hire(asker: Asker, place: Place, people: People, rank: int) -> None:
    """Known, found eligible, hired, assigned."""
    starts_on, way = place.stay.starts_on, place.way
    person = people.next(way.reasons, starts_on)
    participant = met(asker, person)
    find_eligible(asker, participant, person.reason, starts_on)
    employment = create_employment(
        participant,
        named(way.employer) if way.employer else place.commitment.organisation,
        employer_kind=way.kind,
        contract_type=way.contract,
        starts_on=starts_on,
        ends_on=_last_day(place),
        trade=place.trade,
        weekly_minutes=WEEKS[rank % len(WEEKS)] * 60,
    )
    assign(employment, place.commitment, starts_on, place.stay.ends_on)


def _last_day(place: Place) -> date | None:
    """The end of the employment contract, not before the stay's."""
    stay = place.stay
    if place.way.contract is ContractType.PERMANENT:
        return None
    return stay.ends_on or max(stay.starts_on + USUAL, today() + RUNS_ON)


PARTS = (DemoPart("people", "Personnes", build),)
