"""Who is on a list, and what is known of each before she is invited. The select starts from who asks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import organisations_of
from facilitator.accounts.rules import PARTNER_KINDS, OrganisationKind, is_mobile, shown_phone
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.feature import bands_between
from facilitator.formats import day
from facilitator.languages.rules import Tongue, tongue_of
from facilitator.mail.models import BouncedAddress
from worksites.events.guests.inviting.rules import MOST, Asked, Candidate, Named
from worksites.events.guests.inviting.source_queries import named_by
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import contact_address
from worksites.events.guests.rules import UNASKED, GuestState, GuestWay, reach_of
from worksites.events.models import Event
from worksites.events.rules import EventState, GuestKind

OTHER_DAYS = (GuestState.COMING, GuestState.WAITING)


def candidates_of(asker: Asker, event: Event, asked: Asked) -> list[Candidate]:
    """Who answers, in the order of the list, with what stands against inviting her."""
    names = list(named_by(asker, event, asked))[:MOST]
    people = _people(asker, {one.thing_id for one in names if one.kind is GuestKind.PERSON})
    organisations = _organisations(
        asker, {one.thing_id for one in names if one.kind is not GuestKind.PERSON and not one.guest_id}
    )
    known = _known(event)
    tongues, taken = _tongues(people), _taken(asker, event, people)
    bounced = _bounced([one.email for one in people.values()])
    found = []
    for one in names:
        if one.guest_id is not None:
            continue
        if one.kind is GuestKind.PERSON and (person := people.get(one.thing_id)):
            guest = known.get(("p", person.id))
            tongue = tongues.get(person.id, Tongue.FR)
            found.append(_person(one, person, guest, tongue, bounced, taken.get(person.id, ())))
        elif organisation := organisations.get(one.thing_id):
            found.append(_organisation(one, organisation, known.get(("o", organisation.id))))
    return found + list(_listed(names, event))


def _people(asker: Asker, ids: Collection[int]) -> dict[int, Participant]:
    found = participants_of(asker).where(Participant.id.in_(ids), Participant.archived_on.is_(None))
    return {one.id: one for one in db.session.scalars(found)}


def _organisations(asker: Asker, ids: Collection[int]) -> dict[int, Organisation]:
    found = organisations_of(asker).where(Organisation.id.in_(ids))
    return {one.id: one for one in db.session.scalars(found.options(selectinload(Organisation.contacts)))}


def _known(event: Event) -> dict[tuple[str, int], EventGuest]:
    found: dict[tuple[str, int], EventGuest] = {}
    for guest in db.session.scalars(select(EventGuest).where(EventGuest.event_id == event.id)):
        if guest.participant_id:
            found["p", guest.participant_id] = guest
        elif guest.organisation_id:
            found["o", guest.organisation_id] = guest
    return found


def _tongues(people: Collection[int]) -> dict[int, Tongue]:
    """The language each was last written to in."""
    found = (
        select(EventGuest.participant_id, EventGuest.language)
        .where(EventGuest.participant_id.in_(people))
        .order_by(EventGuest.id)
    )
    return {row[0]: tongue_of(row[1]) for row in db.session.execute(found) if row[0] is not None}


def _bounced(addresses: Iterable[str]) -> set[str]:
    found = select(BouncedAddress.address).where(
        BouncedAddress.address.in_({one for one in addresses if one})
    )
    return set(db.session.scalars(found))


def _taken(asker: Asker, event: Event, people: Collection[int]) -> dict[int, list[str]]:
    """What takes these people on the days of the event: a training, another event."""
    first, last = event.starts_at.astimezone(PARIS).date(), event.ends_at.astimezone(PARIS).date()
    found: dict[int, list[str]] = defaultdict(list)
    for band in bands_between(asker, first, last):
        for person in band.participant_ids.intersection(people):
            found[person].append(band.label)
    others = (
        select(EventGuest.participant_id, Event.title)
        .join(EventGuest.event)
        .where(
            EventGuest.participant_id.in_(people),
            EventGuest.state.in_(OTHER_DAYS),
            Event.id != event.id,
            Event.state == EventState.ANNOUNCED,
            Event.starts_at < event.ends_at,
            Event.ends_at > event.starts_at,
        )
    )
    for participant_id, title in db.session.execute(others):
        if participant_id is not None:
            found[participant_id].append(title)
    return found


def _obstacle(guest: EventGuest | None) -> str:
    if guest is None or guest.state is GuestState.PROPOSED:
        return ""
    if guest.state in UNASKED:
        return f"{guest.state.label} : décidez sur sa page."
    since = f" le {day(guest.invited_at.astimezone(PARIS).date())}" if guest.invited_at else ""
    return f"Déjà sur la liste{since} : {guest.state.label.lower()}."


def _person(
    one: Named,
    person: Participant,
    guest: EventGuest | None,
    tongue: Tongue,
    bounced: Collection[str],
    taken: Iterable[str],
) -> Candidate:
    email = "" if person.email in bounced else person.email
    way = reach_of(email, person.phone, is_mobile(person.phone))
    return Candidate(
        f"person-{person.id}",
        GuestKind.PERSON,
        person.name,
        one.reason,
        way,
        _shown(way, email, person.phone),
        tongue,
        participant_id=person.id,
        guest_id=guest.id if guest else None,
        obstacle=_obstacle(guest),
        taken=tuple(dict.fromkeys(taken)),
    )


def _shown(way: GuestWay, email: str, phone: str) -> str:
    return {GuestWay.MAIL: email, GuestWay.SMS: shown_phone(phone), GuestWay.LETTER: ""}[way]


def kind_of(organisation: Organisation) -> GuestKind:
    """Whom a place is kept for: a referrer or a training provider is a partner, the others bring jobs."""
    partners = PARTNER_KINDS - {OrganisationKind.TEMP_AGENCY}
    return GuestKind.PARTNER if organisation.kind in partners else GuestKind.COMPANY


def _organisation(one: Named, organisation: Organisation, guest: EventGuest | None) -> Candidate:
    email, phone = contact_address(organisation.contacts)
    way = reach_of(email, phone, is_mobile(phone))
    return Candidate(
        f"organisation-{organisation.id}",
        guest.kind if guest else kind_of(organisation),
        organisation.name,
        one.reason,
        way,
        _shown(way, email, phone),
        Tongue.FR,
        organisation_id=organisation.id,
        guest_id=guest.id if guest else None,
        obstacle=_obstacle(guest),
    )


def _listed(names: Iterable[Named], event: Event) -> Iterator[Candidate]:
    """The guests who stand on the list by a name alone."""
    ids = {one.guest_id for one in names if one.guest_id is not None}
    found = select(EventGuest).where(EventGuest.event_id == event.id, EventGuest.id.in_(ids))
    for guest in db.session.scalars(found.order_by(EventGuest.id)):
        way = reach_of(guest.email, guest.phone, is_mobile(guest.phone))
        address = _shown(way, guest.email, guest.phone)
        yield Candidate(
            f"guest-{guest.id}",
            guest.kind,
            guest.shown_name,
            guest.reason,
            way,
            address,
            tongue_of(guest.language),
            guest_id=guest.id,
        )
