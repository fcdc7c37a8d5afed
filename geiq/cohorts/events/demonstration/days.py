"""The other events of the demonstration: the three job-discovery days of La Gauthière, the PLIE's rally, what
is to come.
"""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from sqlalchemy import select

from clauses.people.demonstration.deciding import morning
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import day as told_day
from geiq.cohorts.events.demonstration.acts import (
    Planned,
    announce,
    bring,
    hold,
    invite_all,
    named,
    plan,
    say,
    then,
    tick,
)
from geiq.cohorts.events.queries import tie
from geiq.cohorts.models import Cohort
from geiq.groups.demo import GEIQ
from worksites.events.dates.calendar_rules import holiday
from worksites.events.dates.queries import Sought, around
from worksites.events.dates.rules import Wish, proposals
from worksites.events.guests.rules import Coming, GuestState
from worksites.events.models import Event, Venue
from worksites.events.openings.record_queries import add_organisation
from worksites.events.rules import EventKind, EventPart, GuestKind
from worksites.events.slots.record_queries import generate_slots
from worksites.events.stops.record_queries import set_stop
from worksites.events.when_rules import moment
from worksites.sites.models import Worksite

WEEK = timedelta(days=7)
FLOORS = "Pose de revêtements souples (F1609)"
ROOFS = "Travaux d’étanchéité et d’isolation (F1613)"
FACADES = "Réalisation et restauration de façades (F1611)"
SHOWN = (("solier-moquettiste", FLOORS), ("étancheur", ROOFS), ("façadier", FACADES))
"""The trades that the GEIQ BTP 63 and the facilitators showed at La Gauthière."""
MORNING = (time(9), time(12))
RALLY = (
    ("Accueil au PLIE", "place de Jaude", time(9), time(9, 45)),
    ("Chantier de la rue du Pradou", "rue du Pradou", time(10, 15), time(11, 15)),
    ("Atelier du GEIQ BTP 63", "Cournon-d’Auvergne", time(11, 45), time(12, 45)),
    ("Ligne C, avec les maçons formés", "avenue de la République", time(14, 15), time(15, 15)),
    ("Échanges et suites", "place de Jaude", time(15, 45), time(17)),
)


def show_trades(asker: Asker, cohort: Cohort, venue: Venue, site: Worksite) -> list[Event]:
    """A day for each trade, in the weeks before the training: its candidates came to see."""
    assert cohort.information_on is not None  # they came from these days
    people = [one.participant for one in cohort.enrolments]
    found = []
    for rank, (name, trade) in enumerate(SHOWN):
        day = _working(cohort.information_on - (len(SHOWN) - rank) * WEEK + timedelta(days=rank))
        title = f"Découverte du métier : {name}"
        told = f"Le métier de {name} : on regarde, on essaie, on questionne ceux qui le font."
        event = plan(asker, Planned(EventKind.DISCOVERY, day, MORNING, (trade,), told, title, venue, site))
        _parts(event, day)
        announce(event)
        bring(event, named(GEIQ), trade, 2, GuestState.COMING)
        guests = invite_all(event, people[rank::2], f"Candidat de la cohorte {cohort.name}")
        say(guests[:-1], GuestState.COMING)
        say(guests[-1:], GuestState.NOT_COMING)
        tick(guests[:-2], Coming.PRESENT)
        tick(guests[-2:-1], Coming.EXCUSED)
        hold(event)
        with then(event.ends_at):
            tie(cohort, event)
        found.append(event)
    return found


def _parts(event: Event, day: date) -> None:
    parts = (
        (EventPart.SHOWN, "Le métier raconté par un salarié du GEIQ", time(9), time(9, 45)),
        (EventPart.VISIT, "Visite du chantier", time(9, 45), time(10, 45)),
        (EventPart.TRY_OUT, "Essai du geste, par petits groupes", time(10, 45), time(12)),
    )
    with then(event.starts_at - 5 * WEEK):
        for kind, title, begins, ends in parts:
            set_stop(event, None, kind, title, (moment(day, begins), moment(day, ends)))


def hold_rally(asker: Asker, partners: tuple[str, ...]) -> Event:
    """The network's yearly seminar, outside its walls: the last Tuesday about the ninth of July."""
    day = _last_rally(today())
    told = "Le réseau de l’insertion se retrouve une fois l’an, au contact des acteurs et des publics."
    title = f"Séminaire du PLIE : rallye du {told_day(day)}"
    event = plan(asker, Planned(EventKind.SEMINAR, day, (time(9), time(17)), (), told, title))
    with then(event.starts_at - 5 * WEEK):
        for name, place, begins, ends in RALLY:
            hours = (moment(day, begins), moment(day, ends))
            set_stop(event, None, EventPart.STOP, name, hours, place=place)
        for name in partners:
            add_organisation(event, named(name).id, GuestKind.PARTNER)
    announce(event)
    hold(event)
    return event


def _last_rally(on: date) -> date:
    for year in (on.year, on.year - 1):
        first = date(year, 7, 6)
        tuesday = first + timedelta(days=(1 - first.weekday()) % 7)
        if tuesday < on:
            return tuesday
    raise ValueError("a year has a month of July")


def _working(day: date) -> date:
    """This day, or the next one on which people work."""
    while day.weekday() > 4 or holiday(day):
        day += timedelta(days=1)
    return day


def prepare_meeting(asker: Asker, site: Worksite, venue: Venue, people: Sequence[Participant]) -> Event:
    """The roofers' job dating to come: announced to everybody, slots to choose, companies that answered."""
    day = _suiting(asker, site, venue)
    told = "Des entreprises du chantier recrutent : rencontrez-les au créneau de votre choix."
    title = "Job dating étanchéité – La Gauthière"
    wanted = Planned(EventKind.JOB_DATING, day, MORNING, (ROOFS,), told, title, venue, site)
    event = plan(asker, wanted)
    event.is_public = True
    with then(morning(today() - 3 * WEEK)):
        generate_slots(event, event.starts_at, event.ends_at, 45, 0, 6, True)
        db.session.flush()
    announce(event)
    for rank, (company, trade) in enumerate(_companies_at(site)):
        state = (GuestState.COMING, GuestState.COMING, GuestState.MAYBE, GuestState.INVITED)[rank % 4]
        bring(event, named(company), trade, 1 + rank % 2, state)
    _come(event, people)
    return event


def _suiting(asker: Asker, site: Worksite, venue: Venue) -> date:
    """The best day that the tool proposes, a month ahead or later."""
    first = today() + 4 * WEEK
    wish = Wish(first, first + 6 * WEEK, timedelta(hours=3), (time(9),))
    sought = Sought(
        None, site.id, venue.id, "", venue.postcode, frozenset({ROOFS}), frozenset({asker.user_id})
    )
    return proposals(wish, around(asker, sought, wish.first, wish.last), today())[0].day


def _come(event: Event, people: Sequence[Participant]) -> None:
    """What the candidates answered: most have chosen their slot."""
    guests = invite_all(event, people, "Métier visé : étanchéité")
    say(guests[:8], GuestState.COMING)
    for rank, guest in enumerate(guests[:8]):
        guest.slot_id = event.slots[rank % len(event.slots)].id
    say(guests[8:10], GuestState.MAYBE)
    say(guests[10:11], GuestState.NOT_COMING)


def _companies_at(site: Worksite) -> Iterator[tuple[str, str]]:
    """Who holds a commitment of the contracts of this worksite."""
    seen = set()
    for share in site.shares:
        for lot in share.contract.lots:
            for terms in lot.terms:
                for commitment in terms.commitments:
                    if commitment.organisation_id not in seen:
                        seen.add(commitment.organisation_id)
                        yield commitment.organisation.name, ROOFS


def prepare_information(asker: Asker, cohort: Cohort, venue: Venue) -> Event:
    """The information meeting of the cohort that looks for candidates."""
    day = cohort.information_on or today() + 3 * WEEK
    told = "Le métier, la formation, l’embauche au bout : tout se dit en une heure et demie."
    hours = (time(14), time(15, 30))
    event = plan(
        asker, Planned(EventKind.INFORMATION, _working(day), hours, (cohort.trade,), told, "", venue)
    )
    tie(cohort, event)
    return event


def site_named(name: str) -> Worksite:
    """A worksite of the demonstration."""
    return db.session.scalars(select(Worksite).where(Worksite.name == name)).one()
