"""Appointments that the tests write: one of each sort."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from facilitator.agenda.rules import Party, calendar, cancellation, invitation, vevent
from facilitator.appointments import Appointment, Certainty
from worksites.events.calendar_offers import appointment_of
from worksites.events.models import Event, EventStop, Venue
from worksites.events.rules import EventKind, EventState

HOST = "clauses.example"
CHANGED = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
ORGANISER = Party("lucie.fontanel@clauses.example", "Lucie Fontanel")
GUEST = Party("ines.chambon@geiq.example", "Inès Chambon, GEIQ")
JOB_DATING = Appointment(
    key="evt-6f9b2c1e-0000-4000-8000-000000000001",
    title="Job dating, couvreurs ; étancheurs",
    begins=datetime(2026, 12, 3, 8, tzinfo=UTC),
    ends=datetime(2026, 12, 3, 11, tzinfo=UTC),
    changed_at=CHANGED,
    sequence=2,
    place="Maison de quartier, 12 rue Anatole-France, 63000 Clermont-Ferrand",
    told="Venez avec un CV.\nTram A, arrêt « La Gauthière » : l’entrée est derrière la médiathèque.",
    url="https://clauses.example/evenements/7",
    position=(Decimal("45.7912"), Decimal("3.1139")),
    kinds=("Job dating", "Bâtiment"),
)
CANCELLED = Appointment(
    "evt-6f9b2c1e-0000-4000-8000-000000000002",
    "Visite du chantier",
    datetime(2027, 6, 10, 12, tzinfo=UTC),
    datetime(2027, 6, 10, 14, tzinfo=UTC),
    CHANGED,
    sequence=1,
    certainty=Certainty.CANCELLED,
)
WHOLE_DAYS = Appointment(
    "cohort-4-starts",
    "POEC étancheurs : formation",
    date(2027, 2, 1),
    date(2027, 2, 6),
    CHANGED,
    takes_time=False,
)


def night(key: str, begins: datetime, certainty: Certainty = Certainty.CONFIRMED) -> Appointment:
    """An hour of a night when the clocks change."""
    return Appointment(key, "Nuit", begins, begins + timedelta(hours=1), CHANGED, certainty=certainty)


NIGHTS = (
    night("march-before", datetime(2027, 3, 28, 0, 0, tzinfo=UTC)),
    night("march-across", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
    night("october-first", datetime(2026, 10, 25, 0, 0, tzinfo=UTC)),
    night("october-both", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    night("october-second", datetime(2026, 10, 25, 1, 15, tzinfo=UTC)),
    night("october-after", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
)


def rally() -> Appointment:
    """A seminar in three stops."""

    def stop(title: str, place: str, hour: int) -> EventStop:
        begins = datetime(2027, 5, 20, hour, 30, tzinfo=UTC)
        return EventStop(title=title, place=place, starts_at=begins, ends_at=begins + timedelta(hours=1))

    event = Event(
        uid="6f9b2c1e-0000-4000-8000-000000000003",
        sequence=0,
        changed_at=CHANGED,
        kind=EventKind.SEMINAR,
        state=EventState.ANNOUNCED,
        title="Rallye du réseau",
        told="Départ en car.",
        notes="",
        room="",
        cancelled_reason="",
        starts_at=datetime(2027, 5, 20, 7, 30, tzinfo=UTC),
        ends_at=datetime(2027, 5, 20, 12, 30, tzinfo=UTC),
        venue=Venue(
            name="Maison de l’emploi", address="", postcode="", commune="Thiers", access="Gare à 5 min."
        ),
    )
    event.stops += [stop("Atelier", "GEIQ BTP 63", 7), stop("Chantier", "Cité Saint-Jacques", 9)]
    event.stops.append(stop("Échanges", "Maison de l’emploi", 11))
    return appointment_of(event, "https://clauses.example/evenements/9")


def published(*found: Appointment, name: str = "Clermont Auvergne, clauses") -> bytes:
    """A calendar of these."""
    return calendar(name, [vevent(one, HOST) for one in found], "teal")


GOLDEN = {
    "publish": lambda: published(JOB_DATING, CANCELLED),
    "request": lambda: invitation(JOB_DATING, HOST, ORGANISER, GUEST, CHANGED).encode(),
    "cancel": lambda: cancellation(CANCELLED, HOST, ORGANISER, GUEST, CHANGED).encode(),
    "whole_days": lambda: published(WHOLE_DAYS),
    "clock_changes": lambda: published(*NIGHTS),
    "stops": lambda: published(rally()),
}
"""What each golden file holds."""
