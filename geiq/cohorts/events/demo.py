"""The events of the demonstration, by the same acts as on the pages."""

from sqlalchemy import select

from clauses.people.demonstration.deciding import morning
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural
from geiq.cohorts.events.demonstration.acts import AHEAD
from geiq.cohorts.events.demonstration.days import (
    hold_rally,
    prepare_information,
    prepare_meeting,
    show_trades,
    site_named,
)
from geiq.cohorts.events.demonstration.meeting import hold_meeting
from geiq.cohorts.models import Cohort
from worksites.events.models import Venue
from worksites.events.returns.queries import returns_of
from worksites.events.rules import StepFree
from worksites.events.venues.record_queries import create_venue

PARTNERS = ("GEIQ BTP 63", "Mission locale de Clermont Métropole et Volcans")
TRAM = "Tram A, arrêt La Gauthière, à 200 m ; dix places de stationnement."


def build() -> str:
    """The job-discovery days, the job dating and its results, the rally, what is prepared."""
    with acting() as asker:
        trained, roofs, coming = db.session.scalars(select(Cohort).order_by(Cohort.id)).all()[:3]
        with told_at(morning((trained.starts_on or today()) - AHEAD)):
            hall, workshop = _venues(asker.organisation_id)
        site = site_named("Rue du Pradou")
        meeting = hold_meeting(asker, trained, workshop)
        shown = show_trades(asker, roofs, hall, site)
        hold_rally(asker, PARTNERS)
        prepare_meeting(asker, site, hall, [one.participant for one in roofs.enrolments])
        prepare_information(asker, coming, workshop)
        db.session.flush()
        hired = returns_of(asker.organisation_id, [meeting])[meeting.id].hired
    return (
        f"{plural(len(shown) + 4, 'événement')} ; {plural(hired, 'embauche')} après le job dating d’InspiRe"
    )


def _venues(body_id: int) -> tuple[Venue, Venue]:
    hall = create_venue(
        body_id,
        name="Maison de quartier de La Gauthière",
        address="rue du Pradou",
        postcode="63100",
        commune="Clermont-Ferrand",
        access=TRAM,
        step_free=StepFree.YES,
        accessibility="Boucle magnétique à l’accueil.",
        seats=80,
    )
    workshop = create_venue(
        body_id,
        name="Atelier du GEIQ BTP 63",
        postcode="63800",
        commune="Cournon-d’Auvergne",
        access="Bus 3, arrêt Le Foirail.",
        step_free=StepFree.YES,
        seats=60,
    )
    return hall, workshop


PARTS = (DemoPart("events", "Événements", build),)
