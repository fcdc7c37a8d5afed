"""What the events hand to the shell."""

from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, EVERY_ROLE, Role
from facilitator.feature import Feature, MenuEntry
from worksites.events import calendar_offers, offers, part_offers
from worksites.events.acts import ACTS
from worksites.events.bench.commands import bench_calendar
from worksites.events.budget.views import bp as costs
from worksites.events.calendars.views import bp as calendar
from worksites.events.checklist.views import bp as tasks
from worksites.events.dates.views import bp as dates
from worksites.events.days.suite_views import bp as suites
from worksites.events.days.views import bp as day
from worksites.events.guests.feature import room as guests
from worksites.events.life_views import bp as life
from worksites.events.openings.views import bp as openings
from worksites.events.organisers.views import bp as organisers
from worksites.events.pages import READERS
from worksites.events.promises import offers as promise_offers
from worksites.events.promises.views import bp as promises
from worksites.events.returns.views import bp as returns
from worksites.events.rounds.hand_views import bp as round_hand
from worksites.events.rounds.paper_views import bp as round_papers
from worksites.events.rounds.views import bp as rounds
from worksites.events.seats.views import bp as seats
from worksites.events.series.views import bp as series
from worksites.events.slots.views import bp as slots
from worksites.events.stops.views import bp as stops
from worksites.events.templates.views import bp as templates
from worksites.events.venues.views import bp as venues
from worksites.events.views import bp as events

GROUP = "Événements"
PROMISED = BODY_ROLES | COMPANY_ROLES | BUYER_ROLES
HAVE_AGENDAS = EVERY_ROLE - {Role.PLATFORM_ADMIN}
PARTS = (
    *(life, tasks, openings, slots, seats, stops, costs, organisers, templates, series),
    *(dates, rounds, round_hand, round_papers, day, suites),
)
"""Rooms whose pages stand under an event's."""
COVERED = (*PARTS, *guests.blueprints)
room = Feature(
    "events",
    blueprints=(
        events,
        *PARTS,
        calendar,
        venues,
        returns,
        promises,
    ),
    menu=(
        MenuEntry("Événements", "events.index", frozenset(READERS), COVERED, GROUP),
        MenuEntry("Calendrier", "event_calendar.index", frozenset(READERS), (), GROUP),
        MenuEntry("Bilan", "event_returns.index", BODY_ROLES, (), GROUP),
        MenuEntry("Mes agendas", "agenda.index", HAVE_AGENDAS, group=GROUP),
        MenuEntry("Événements promis", "event_promises.index", PROMISED, (), GROUP),
        MenuEntry("Lieux", "venues.index", BODY_ROLES, (), GROUP),
    ),
    panels=offers.panels,
    alerts=offers.every_alert,
    links=promise_offers.links,
    gates=promise_offers.gates,
    search=offers.hits,
    appointments=calendar_offers.appointments,
    subjects=calendar_offers.subjects,
    benches=(bench_calendar,),
    acts=ACTS,
)
later = Feature("event_parts", panels=part_offers.later_panels)
"""The parts of an event's page that stand below its guests."""
