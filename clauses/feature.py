"""What the clauses hand to the shell."""

from collections.abc import Callable, Iterable
from typing import Any

from clauses.acts import ACTS
from clauses.compliance.bench.commands import bench_compliance, bench_forecast
from clauses.compliance.board import offers as follow_up_offers
from clauses.compliance.board.views import bp as follow_up
from clauses.compliance.chase import offers as chase_offers
from clauses.compliance.chase.calls.views import bp as calls
from clauses.compliance.chase.holds.views import bp as chase_holds
from clauses.compliance.chase.jobs import REMINDERS
from clauses.compliance.chase.ladder.views import bp as ladder
from clauses.compliance.chase.letters.views import bp as letters
from clauses.compliance.chase.views import bp as chase
from clauses.compliance.closing import letters as report_letters
from clauses.compliance.closing import offers as closing_offers
from clauses.compliance.closing.certificates.public_views import bp as verification
from clauses.compliance.closing.certificates.views import bp as certificates
from clauses.compliance.closing.doctor_queries import INVARIANTS as CLOSING_INVARIANTS
from clauses.compliance.closing.following_queries import gates, steps_taken
from clauses.compliance.closing.letter_queries import renew as renew_report
from clauses.compliance.closing.views import bp as reports
from clauses.compliance.contacts import offers as contact_offers
from clauses.compliance.contacts.views import bp as contact_requests
from clauses.compliance.exchanges import offers as exchange_offers
from clauses.compliance.exchanges.views import bp as exchanges
from clauses.compliance.handover import offers as handover_offers
from clauses.compliance.handover.views import bp as handover
from clauses.compliance.kick_off import offers as kick_off_offers
from clauses.compliance.kick_off.views import bp as kick_off
from clauses.compliance.monday.jobs import MONDAY_PACK
from clauses.compliance.monday.views import bp as monday
from clauses.compliance.penalties import letter_queries as penalty_letters
from clauses.compliance.penalties import offers as penalty_offers
from clauses.compliance.penalties.doctor_queries import INVARIANTS as PENALTY_INVARIANTS
from clauses.compliance.penalties.pages import READERS as PENALTY_READERS
from clauses.compliance.penalties.step_views import bp as penalty_steps
from clauses.compliance.penalties.views import bp as penalties
from clauses.compliance.portal import offers as portal_offers
from clauses.compliance.recovery import letters as candidate_letters
from clauses.compliance.recovery import offers as recovery_offers
from clauses.compliance.recovery.awaited_queries import awaited
from clauses.compliance.recovery.candidate_views import bp as candidates
from clauses.compliance.recovery.letter_queries import renew as renew_candidates
from clauses.compliance.recovery.pages import ACTION_READERS
from clauses.compliance.recovery.views import bp as recovery
from clauses.compliance.schedule.views import bp as schedule
from clauses.compliance.simulation.views import bp as simulation
from clauses.compliance.standing import offers as standing_offers
from clauses.compliance.standing.jobs import CONCLUDE
from clauses.contracts import offers
from clauses.contracts.amendments.views import bp as amendments
from clauses.contracts.commitments.views import bp as commitments
from clauses.contracts.demonstration.views import bp as sample
from clauses.contracts.lots.views import bp as lots
from clauses.contracts.opendata import offers as opendata_offers
from clauses.contracts.opendata.bench.commands import bench_import
from clauses.contracts.opendata.commands import contracts as contracts_command
from clauses.contracts.opendata.views import bp as opendata
from clauses.contracts.operations.views import READERS as OPERATION_READERS
from clauses.contracts.operations.views import bp as operations
from clauses.contracts.orders.views import bp as orders
from clauses.contracts.stages.views import bp as stages
from clauses.contracts.terms.views import bp as terms
from clauses.contracts.thresholds.views import bp as thresholds
from clauses.contracts.views import READERS
from clauses.contracts.views import bp as contracts
from clauses.demo import PARTS, STEPS
from clauses.hours.bench.commands import bench_hours
from clauses.hours.board import offers as board_offers
from clauses.hours.board.views import bp as board
from clauses.hours.confirmation import offers as confirmation_offers
from clauses.hours.confirmation.views import bp as confirmations
from clauses.hours.declaring import offers as declaring_offers
from clauses.hours.declaring.inviting.queries import renew
from clauses.hours.declaring.rules import PURPOSE
from clauses.hours.declaring.sending_views import bp as sending
from clauses.hours.declaring.staff_views import bp as staff
from clauses.hours.declaring.views import bp as declaring
from clauses.hours.doctor.event_queries import EVENTS
from clauses.hours.doctor.place_queries import PLACES
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.grid import offers as grid_offers
from clauses.hours.grid.views import bp as grid
from clauses.hours.ledger import calendar_offers
from clauses.hours.ledger.control_queries import contract_hours
from clauses.hours.opening.jobs import OPEN_MONTHS
from clauses.hours.persons import offers as person_offers
from clauses.hours.persons.doctor_queries import INVARIANTS as PERSON_INVARIANTS
from clauses.hours.pooling.views import bp as pooling
from clauses.hours.publics import offers as public_offers
from clauses.hours.publics.views import bp as publics
from clauses.hours.queue import offers as queue_offers
from clauses.hours.queue.views import bp as queue
from clauses.hours.statements.act_views import bp as statements
from clauses.hours.workbooks.history.commands import statements as statements_command
from clauses.hours.workbooks.history.views import bp as history
from clauses.hours.workbooks.jobs import FORGET_WORKBOOKS
from clauses.hours.workbooks.views import bp as workbooks
from clauses.parameters.views import bp as parameters
from clauses.people.doctor.queries import INVARIANTS as PEOPLE_INVARIANTS
from clauses.people.documents.jobs import DELETE_DOCUMENTS
from clauses.people.documents.views import bp as documents
from clauses.people.eligibility import offers as eligibility_offers
from clauses.people.eligibility.deciding_views import bp as deciding
from clauses.people.eligibility.doctor_queries import INVARIANTS as ELIGIBILITY_INVARIANTS
from clauses.people.eligibility.jobs import WARN_WINDOWS
from clauses.people.eligibility.keeping.commands import eligibility as eligibility_command
from clauses.people.eligibility.keeping.jobs import REASONS_DUE
from clauses.people.eligibility.views import bp as eligibility
from clauses.people.employments.ability_queries import abilities as trades_worked
from clauses.people.employments.views import bp as employments
from clauses.people.exits import offers as exit_offers
from clauses.people.exits.jobs import OPEN_EXITS
from clauses.people.exits.views import READERS as EXIT_READERS
from clauses.people.exits.views import bp as exits
from clauses.people.participants import offers as people_offers
from clauses.people.participants.duplicates.views import bp as duplicates
from clauses.people.participants.pages import READERS as PEOPLE_READERS
from clauses.people.participants.views import bp as people
from clauses.people.readings import offers as reading_offers
from clauses.people.readings.jobs import MASS_READING
from clauses.people.readings.views import bp as readings
from clauses.people.valuation.views import bp as valuation
from clauses.sizing.calculators.views import bp as calculators
from clauses.sizing.cli import sizing
from clauses.sizing.kept.views import bp as kept_sizings
from clauses.sizing.learned.views import bp as learned
from clauses.texts import offers as text_offers
from clauses.texts.own.views import bp as text_templates
from clauses.texts.pack.views import bp as texts
from clauses.unfollowed import offers as unfollowed_offers
from clauses.unfollowed.views import bp as unfollowed
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role
from facilitator.feature import Feature, MenuEntry, Task

FOLLOWING = (
    contracts,
    stages,
    lots,
    terms,
    commitments,
    orders,
    amendments,
    thresholds,
    operations,
    sample,
)
HOURS = (confirmations, queue, statements, board, publics, grid, pooling, workbooks, history)
COMPLIANCE = (
    follow_up,
    monday,
    simulation,
    schedule,
    exchanges,
    handover,
    kick_off,
    recovery,
    candidates,
    penalties,
    penalty_steps,
    reports,
    certificates,
    verification,
)
PEOPLE = (people, duplicates, employments, readings)
SIZING = (calculators, learned, kept_sizings, parameters, texts, text_templates)
DECLARING = (declaring, staff, sending)
ELIGIBILITY = (eligibility, deciding, documents, valuation)
CHASING = (chase, calls, chase_holds, ladder, letters)


def every(*rooms: Callable[..., Iterable[Any]]) -> Callable[..., list[Any]]:
    """What all these rooms answer to the same question, in their order."""
    return lambda *asked: [one for room in rooms for one in room(*asked)]


WORKS, TIME, STAFF, CARE = "Marchés", "Heures", "Personnes", "Suivi"
DECLARERS = BODY_ROLES | COMPANY_ROLES
MINE = frozenset(PENALTY_READERS) - {Role.LINK}
PARTNER = frozenset({Role.PARTNER})
CONTRACT_PAGES = tuple(room for room in FOLLOWING if room is not operations)
CANDIDATES = Task(candidate_letters.PURPOSE, candidate_letters.LABEL, "candidates.index", renew_candidates)
COMMENTS = Task(penalty_letters.PURPOSE, penalty_letters.LABEL, "penalties.index", penalty_letters.renew)
REPORTS = Task(report_letters.PURPOSE, report_letters.LABEL, "reports.index", renew_report)
MENU = (
    MenuEntry(
        "Marchés",
        "contracts.index",
        frozenset(READERS),
        (*CONTRACT_PAGES, exchanges, handover, kick_off),
        WORKS,
    ),
    MenuEntry("Opérations", "operations.index", frozenset(OPERATION_READERS), (), WORKS),
    MenuEntry("Clauses oubliées", "unfollowed.index", BODY_ROLES, (), WORKS),
    MenuEntry("Données essentielles", "opendata.index", BODY_ROLES, (), WORKS),
    MenuEntry("À contrôler", "queue.index", BODY_ROLES, (), TIME),
    MenuEntry("À déclarer", "declaring.index", COMPANY_ROLES, DECLARING, TIME),
    MenuEntry("Relevés", "statements.index", DECLARERS, (), TIME),
    MenuEntry("Grilles", "grid.index", DECLARERS, (), TIME),
    MenuEntry("Classeurs", "workbooks.index", DECLARERS, (history,), TIME),
    MenuEntry("Globalisations", "pooling.index", BODY_ROLES, (), TIME),
    MenuEntry("Confirmations", "confirmations.index", PARTNER, (), TIME),
    MenuEntry("Suivi des clauses", "follow_up.index", BODY_ROLES | BUYER_ROLES, (simulation, schedule), CARE),
    MenuEntry("Point du lundi", "monday.show", BODY_ROLES | BUYER_ROLES, (), CARE),
    MenuEntry("Avancement", "board.index", frozenset(READERS), (), CARE),
    MenuEntry("À relancer", "chase.index", BODY_ROLES, CHASING, CARE),
    MenuEntry("Contacts à confirmer", "contact_requests.index", BODY_ROLES, (), CARE),
    MenuEntry("Rattrapage", "recovery.index", frozenset(ACTION_READERS), (), CARE),
    MenuEntry("Candidats", "candidates.index", DECLARERS, (), CARE),
    MenuEntry(
        "Pénalités", "penalties.index", frozenset(PENALTY_READERS) - {Role.LINK}, (penalty_steps,), CARE
    ),
    MenuEntry("Bilans", "reports.index", DECLARERS | BUYER_ROLES, (), CARE),
    MenuEntry("Attestations", "certificates.index", DECLARERS | BUYER_ROLES, (verification,), CARE),
    MenuEntry("Personnes", "people.index", frozenset(PEOPLE_READERS), PEOPLE, STAFF),
    MenuEntry("Éligibilité", "eligibility.index", BODY_ROLES, ELIGIBILITY, STAFF),
    MenuEntry("Devenir", "exits.index", frozenset(EXIT_READERS), (), STAFF),
    MenuEntry("Calibrage", "sizing.index", BODY_ROLES, SIZING),
)
feature = Feature(
    "clauses",
    blueprints=(
        *FOLLOWING,
        *PEOPLE,
        exits,
        *ELIGIBILITY,
        *HOURS,
        *DECLARING,
        *CHASING,
        contact_requests,
        unfollowed,
        opendata,
        *SIZING,
        *COMPLIANCE,
    ),
    menu=MENU,
    alerts=every(
        chase_offers.alerts,
        portal_offers.alerts,
        follow_up_offers.alerts,
        contact_offers.alerts,
        queue_offers.alerts,
        reading_offers.alerts,
        confirmation_offers.alerts,
        offers.alerts,
        recovery_offers.alerts,
        penalty_offers.alerts,
        unfollowed_offers.alerts,
        opendata_offers.alerts,
        declaring_offers.alerts,
        closing_offers.alerts,
        eligibility_offers.alerts,
        exit_offers.alerts,
    ),
    search=every(offers.hits, people_offers.hits),
    links=every(
        people_offers.links,
        text_offers.links,
        chase_offers.links,
        recovery_offers.links,
        contact_offers.links,
        eligibility_offers.links,
        grid_offers.links,
        confirmation_offers.links,
        standing_offers.links,
        kick_off_offers.links,
        handover_offers.links,
    ),
    panels=every(
        portal_offers.panels,
        standing_offers.panels,
        chase_offers.panels,
        board_offers.panels,
        public_offers.panels,
        person_offers.panels,
        exit_offers.panels,
        recovery_offers.panels,
        penalty_offers.panels,
        closing_offers.panels,
        exchange_offers.panels,
    ),
    awaits=awaited,
    abilities=trades_worked,
    appointments=calendar_offers.appointments,
    gates=gates,
    steps_taken=steps_taken,
    tallies=board_offers.tallies,
    acts=ACTS,
    demo=PARTS,
    steps=STEPS,
    jobs=(
        OPEN_MONTHS,
        CONCLUDE,
        MONDAY_PACK,
        REMINDERS,
        DELETE_DOCUMENTS,
        MASS_READING,
        REASONS_DUE,
        WARN_WINDOWS,
        OPEN_EXITS,
        FORGET_WORKBOOKS,
    ),
    invariants=(
        *PEOPLE_INVARIANTS,
        *ELIGIBILITY_INVARIANTS,
        *INVARIANTS,
        *EVENTS,
        *PERSON_INVARIANTS,
        *PENALTY_INVARIANTS,
        *CLOSING_INVARIANTS,
    ),
    places=PLACES,
    controls=(contract_hours,),
    benches=(bench_import, bench_hours, bench_forecast, bench_compliance),
    tasks=(Task(PURPOSE, "Déclarer les heures", "declaring.index", renew), CANDIDATES, COMMENTS, REPORTS),
    commands=(sizing, contracts_command, statements_command, eligibility_command),
)
