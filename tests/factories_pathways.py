"""Rows of the schemes and of the pathways, with sensible defaults; they flush, never commit."""

from datetime import date, timedelta
from typing import Any

from clauses.people.abilities.rules import FrenchLevel
from facilitator.accounts.models import Organisation, User
from facilitator.clock import today
from facilitator.db import db
from facilitator.languages.rules import Tongue
from geiq.pathways.models import Assessment, Barrier, BrokenGlass, Pathway, PathwayFollower, PathwayStep
from geiq.pathways.page.queries import make_link
from geiq.pathways.rules import BarrierKind, BarrierState, OfferAudience
from geiq.pathways.scheme_models import SchemeFunding, SchemeOffer, SupportScheme
from tests.factories import add, make_body, make_user, numbers
from tests.factories_hours import make_participant

BEGUN = timedelta(days=60)


def make_scheme(body: Organisation | None = None, **over: Any) -> SupportScheme:
    """A scheme of twelve months in two phases."""
    body = body or make_body()
    values = {"body_id": body.id, "name": f"Dispositif {next(numbers)}", "most_months": 12}
    return add(SupportScheme(**values | over))


def make_funding(scheme: SupportScheme, **over: Any) -> SchemeFunding:
    """A funder without amount."""
    return add(SchemeFunding(scheme=scheme, **{"funder": "Financeur"} | over))


def make_offer(scheme: SupportScheme, **over: Any) -> SchemeOffer:
    """An offer for people."""
    values = {"rank": 1, "audience": OfferAudience.PEOPLE, "title": "Accompagnement"}
    return add(SchemeOffer(scheme=scheme, **values | over))


def make_pathway(scheme: SupportScheme | None = None, follower: User | None = None, **over: Any) -> Pathway:
    """A pathway begun two months ago, for a year, followed by its referent."""
    scheme = scheme or make_scheme()
    start = today() - BEGUN
    if "participant" not in over:
        body = over.pop("body", None)
        over["participant"] = make_participant(body) if body else make_participant(body_id=scheme.body_id)
    values = {
        "body_id": scheme.body_id,
        "scheme": scheme,
        "starts_on": start,
        "planned_end_on": start + timedelta(days=360),
        "phase_since": start,
    }
    pathway = add(Pathway(**values | over))
    if over.get("organisation") is None:
        make_follower(pathway, follower or make_user(), is_referent=True)
    return pathway


def make_follower(pathway: Pathway, user: User, **over: Any) -> PathwayFollower:
    """Somebody who follows since the beginning."""
    values = {"pathway": pathway, "user": user, "since": pathway.starts_on}
    return add(PathwayFollower(**values | over))


def make_assessment(pathway: Pathway, **over: Any) -> Assessment:
    """An assessment of a month ago."""
    values = {
        "pathway": pathway,
        "made_on": today() - timedelta(days=30),
        "author": over.pop("author", None) or make_user(),
        "french": FrenchLevel.A2,
        "licences": [],
    }
    return add(Assessment(**values | over))


def make_barrier(pathway: Pathway, **over: Any) -> Barrier:
    """A barrier of mobility, found."""
    values = {
        "pathway": pathway,
        "kind": BarrierKind.MOBILITY,
        "state": BarrierState.FOUND,
        "since": pathway.starts_on,
    }
    return add(Barrier(**values | over))


def make_step(pathway: Pathway, **over: Any) -> PathwayStep:
    """A step of next week."""
    values = {"pathway": pathway, "title": "Rendez-vous", "due_on": today() + timedelta(days=7)}
    return add(PathwayStep(**values | over))


def make_glass(pathway: Pathway, user: User, **over: Any) -> BrokenGlass:
    """A reading with a reason, an hour long, still open."""
    from_now = over.pop("at")
    values = {
        "body_id": pathway.body_id,
        "pathway": pathway,
        "user": user,
        "reason": "Son référent est absent demain matin",
        "at": from_now,
        "until": from_now + timedelta(minutes=60),
    }
    return add(BrokenGlass(**values | over))


def make_page(pathway: Pathway, tongue: Tongue = Tongue.FR) -> tuple[str, str]:
    """The address and the code of the person's page."""
    told = make_link(pathway, tongue, make_user().id)
    db.session.flush()
    return told


def fill_with(pathway: Pathway, word: str) -> dict[str, int]:
    """An assessment, a barrier and a step that hold a word; the numbers of the last two."""
    make_assessment(pathway, project=word)
    barrier = make_barrier(pathway, action=word)
    step = make_step(pathway, title=word, place=word, contact=word)
    return {"barrier_id": barrier.id, "step_id": step.id}


def a_day(days: int) -> date:
    """So many days from today."""
    return today() + timedelta(days=days)
