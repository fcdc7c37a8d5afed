"""The names on each kind of list: people by trade and place, companies at risk or by trade, one by one."""

from collections.abc import Collection, Iterator

from sqlalchemy import Select, select

from clauses.compliance.rules import ClauseState
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import Commitment, Contract, Lot
from clauses.contracts.queries import commitments_of
from clauses.people.eligibility.queries import eligible_until_of
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.queries import employments_of
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import companies_of, organisations_of
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.feature import abilities_of, every_guest_list, invitees_on
from facilitator.formats import day, fold, search_key
from worksites.events.guests.inviting.rules import MOST, Asked, GuestSource, Named
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event
from worksites.events.rules import GuestKind

RISKY = (ClauseState.LATE, ClauseState.WATCH)


def named_by(asker: Asker, event: Event, asked: Asked) -> Iterator[Named]:
    """The names that a source gives, none twice."""
    give = {
        GuestSource.TO_INVITE: _to_invite,
        GuestSource.LIST: _on_list,
        GuestSource.PEOPLE: _people,
        GuestSource.AT_RISK: _at_risk,
        GuestSource.COMPANIES: _companies,
        GuestSource.ONE: _by_name,
    }[asked.source]
    seen = set()
    for one in give(asker, event, asked):
        key = (one.kind is GuestKind.PERSON, one.thing_id, one.guest_id)
        if key not in seen:
            seen.add(key)
            yield one


def _to_invite(_asker: Asker, event: Event, _asked: Asked) -> Iterator[Named]:
    found = select(EventGuest).where(EventGuest.event_id == event.id, EventGuest.state == GuestState.PROPOSED)
    for guest in db.session.scalars(found.order_by(EventGuest.id)):
        known = guest.participant_id or guest.organisation_id
        yield Named(guest.kind, known or 0, guest.reason, None if known else guest.id)


def _on_list(asker: Asker, _event: Event, asked: Asked) -> Iterator[Named]:
    offered = {one.key: one for one in every_guest_list(asker)}
    given = offered.get(asked.key)
    if given is None:
        return
    kind = GuestKind.PERSON if given.holds == "participant" else GuestKind.COMPANY
    for one in invitees_on(asker, given.key):
        yield Named(kind, one.thing_id, (one.reason or given.label)[:300])


def _people(asker: Asker, event: Event, asked: Asked) -> Iterator[Named]:
    """Who worked in the trade, or is known to aim at it, in the place; none without a word to go by."""
    people = list(db.session.scalars(_living(asker, asked.place)))
    on = event.starts_at.astimezone(PARIS).date()
    ids = [one.id for one in people]
    why = _in_trade(asker, asked.trade, ids) if asked.trade else dict.fromkeys(ids, "")
    until = eligible_until_of(ids, on)
    for person in people:
        if person.id not in why or (asked.counting and person.id not in until):
            continue
        said = [why[person.id], person.city]
        if person.id in until:
            said.append(f"ses heures comptent jusqu’au {day(until[person.id])}")
        yield Named(GuestKind.PERSON, person.id, ", ".join(part for part in said if part)[:300])


def _living(asker: Asker, place: str) -> Select[Participant]:
    found = participants_of(asker).where(Participant.archived_on.is_(None))
    if place.isdecimal():
        found = found.where(Participant.postcode.startswith(place))
    elif place:
        towns = set(db.session.scalars(found.with_only_columns(Participant.city).distinct()))
        found = found.where(Participant.city.in_([one for one in towns if fold(place) in fold(one)]))
    return found.order_by(Participant.search_key, Participant.id)


def _in_trade(asker: Asker, trade: str, ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for person, known in abilities_of(asker, ids).items():
        if near := [one for one in known.trades if fold(trade) in fold(one)]:
            found[person] = f"vise ou connaît : {near[0]}"
    worked = employments_of(asker).with_only_columns(Employment.participant_id, Employment.trade)
    for person, said in db.session.execute(worked.where(Employment.trade != "")):
        if fold(trade) in fold(said):
            found[person] = f"a travaillé : {said}"
    return found


def trades_offered(asker: Asker) -> list[str]:
    """The trades that somebody whom the asker sees has worked in."""
    found = employments_of(asker).where(Employment.trade != "").with_only_columns(Employment.trade)
    return sorted(set(db.session.scalars(found.distinct())), key=search_key)


def _at_risk(asker: Asker, _event: Event, _asked: Asked) -> Iterator[Named]:
    """The companies bound by a clause that is to miss its hours."""
    found = (
        commitments_of(asker)
        .join(ClauseStanding, ClauseStanding.terms_id == Commitment.terms_id)
        .join(Contract, Contract.id == ClauseStanding.contract_id)
        .where(ClauseStanding.standing.in_(RISKY))
        .with_only_columns(Commitment.organisation_id, Contract.reference, ClauseStanding.standing)
        .order_by(ClauseStanding.standing, Contract.reference)
    )
    for organisation_id, reference, standing in db.session.execute(found):
        yield Named(
            GuestKind.COMPANY, organisation_id, f"Marché {reference} : {standing.label.lower()}"[:300]
        )


def _companies(asker: Asker, _event: Event, asked: Asked) -> Iterator[Named]:
    """The companies that employed somebody in the trade, or that hold a lot whose title says it."""
    if not asked.trade:
        return
    employers = companies_of(asker).with_only_columns(Organisation.id)
    worked = (
        employments_of(asker)
        .where(Employment.employer_id.in_(employers))
        .with_only_columns(Employment.employer_id, Employment.trade)
        .distinct()
    )
    lent = (
        employments_of(asker)
        .join(Assignment, Assignment.employment_id == Employment.id)
        .join(Commitment, Commitment.id == Assignment.commitment_id)
        .with_only_columns(Commitment.organisation_id, Employment.trade)
        .distinct()
    )
    for found in (worked, lent):
        for organisation_id, trade in db.session.execute(found):
            if fold(asked.trade) in fold(trade):
                yield Named(GuestKind.COMPANY, organisation_id, f"a fait travailler : {trade}"[:300])
    lots = commitments_of(asker).with_only_columns(Commitment.organisation_id, Lot.title, Contract.reference)
    for organisation_id, title, reference in db.session.execute(lots.join(Lot.contract)):
        if fold(asked.trade) in fold(title):
            yield Named(GuestKind.COMPANY, organisation_id, f"{title} (marché {reference})"[:300])


def _by_name(asker: Asker, _event: Event, asked: Asked) -> Iterator[Named]:
    words = search_key(asked.name).split()
    if not words:
        return
    people = participants_of(asker).where(Participant.archived_on.is_(None))
    others = organisations_of(asker).where(
        Organisation.kind.not_in((OrganisationKind.FACILITATION_BODY, OrganisationKind.OPERATOR))
    )
    for word in words:
        people = people.where(Participant.search_key.contains(word))
        others = others.where(Organisation.search_key.contains(word))
    for person in db.session.scalars(people.order_by(Participant.search_key).limit(MOST // 2)):
        yield Named(GuestKind.PERSON, person.id, "Choisi par son nom")
    for one in db.session.scalars(others.order_by(Organisation.search_key).limit(MOST // 2)):
        yield Named(GuestKind.COMPANY, one.id, "Choisi par son nom")
