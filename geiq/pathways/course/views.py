"""Pages of the pathways: the list and its files, one pathway as far as it may be read, the entry."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.people.participants.models import Participant
from clauses.people.participants.pages import person_url
from facilitator.access import Asker, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from geiq.pathways.care.queries import page_of
from geiq.pathways.course.exports import COLUMNS
from geiq.pathways.course.forms import BeginForm
from geiq.pathways.course.opening_queries import person_opened_to, schemes_opened_to
from geiq.pathways.course.queries import (
    count_of,
    find_pathways,
    followed_by_name,
    ordered,
    organisation_in,
    partners_offered,
    rows_of,
    scheme_in,
    schemes_offered,
    user_in,
    users_offered,
)
from geiq.pathways.course.record_queries import begin
from geiq.pathways.course.rules import TONES, PathwayStanding, is_positive, standing
from geiq.pathways.course.telling import tell_begun
from geiq.pathways.knowing.queries import open_glass, reach_of
from geiq.pathways.knowing.rules import Reach
from geiq.pathways.models import Pathway
from geiq.pathways.page.queries import living
from geiq.pathways.pages import READERS, acting_page, known_pathway, may_entrust, pathway_url, trail
from geiq.pathways.rules import Phase
from geiq.pathways.schemes.queries import exit_rules

bp = Blueprint("pathways", __name__, url_prefix="/parcours")


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = (
        Filter("q", "Nom ou prénom"),
        Filter.of("dispositif", "Dispositif", schemes_offered(current_asker())),
        Filter.of("phase", "Phase", Phase.choices()),
        Filter.of("etat", "État", PathwayStanding.choices()),
        Filter.of("suivi", "Suivi", [("moi", "Ceux que je suis")]),
        Filter.of("page", "Page sans compte", [("bloquee", "Bloquée")]),
    )
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "fin")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The pathways that the asker knows to exist."""
    asker, listing = current_asker(), listing_of()
    found = find_pathways(asker, listing.values, today())
    listing = listing.counted(count_of(found))
    page = ordered(found, listing.sort).offset(listing.offset).limit(listing.size)
    return render_template(
        "geiq/pathways/course/index.html",
        rows=rows_of(asker, db.session.scalars(page).unique().all(), today()),
        columns=COLUMNS,
        listing=listing,
        editor=asker.body_id is not None,
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file: no more than the page says."""
    asker, listing = current_asker(), listing_of()
    found = ordered(find_pathways(asker, listing.values, today()), listing.sort)
    rows = rows_of(asker, db.session.scalars(found).unique().all(), today())
    return download(ending, "Parcours", COLUMNS, rows, listing)


@bp.get("/<int:pathway_id>")
@allow(*READERS)
def show(pathway_id: int) -> ResponseReturnValue:
    """One pathway: that it exists, or all of it to those who follow it (or broke the glass)."""
    asker, pathway = current_asker(), known_pathway(pathway_id)
    reach = reach_of(asker, pathway)
    state = standing(pathway.planned_end_on, pathway.ended_on, pathway.scheme.alert_days, today())
    return render_template(
        "geiq/pathways/course/show.html",
        pathway=pathway,
        follower=followed_by_name(pathway),
        state=state,
        tone=TONES[state],
        reach=reach,
        follows=reach is Reach.FOLLOWS,
        editor=asker.body_id is not None,
        may_entrust=may_entrust(pathway),
        glass=open_glass(asker, pathway) if reach is Reach.GLASS else None,
        page_link=living(pathway),
        inside=None if reach is Reach.EXISTS else page_of(pathway, today()),
        positive=pathway.exit is not None and is_positive(pathway.exit, exit_rules(pathway.scheme)),
        trail=trail(),
    )


def begun(form: BeginForm, asker: Asker, person: Participant) -> Pathway:
    """The pathway that a form begins: followed by whom the body says, or by the partner that opens it."""
    body = asker.body_id is not None
    return begin(
        scheme_in(asker, form.scheme_id.data),
        person,
        asker.user_id,
        starts_on=form.starts_on.data,
        planned_end_on=form.planned_end_on.data,
        referent=user_in(form.referent_id.data) if body else None,
        organisation=organisation_in(form.organisation_id.data if body else asker.organisation_id),
    )


@bp.get("/personne/<int:participant_id>/nouveau")
@bp.post("/personne/<int:participant_id>/nouveau")
@allow(*READERS)
def create(participant_id: int) -> ResponseReturnValue:
    """Somebody enters a scheme: the body opens it, or a partner of the scheme for whom it follows."""
    asker, form = current_asker(), BeginForm()
    person = person_opened_to(asker, participant_id) or abort(404)
    schemes = schemes_opened_to(asker, person)
    if asker.body_id is not None:
        form.offer(schemes, users_offered(asker.organisation_id), partners_offered(asker))
        if request.method != "POST":
            form.referent_id.data = asker.user_id
    else:
        form.offer_partner(schemes or abort(404))
    if request.method != "POST":
        form.starts_on.data = today()

    def act() -> str:
        pathway = begun(form, asker, person)
        if asker.body_id is None:
            tell_begun(pathway, asker)
        return pathway_url(pathway)

    lead = "Seuls ceux qui suivent la personne liront son diagnostic, ses freins et ses étapes."
    return acting_page(
        form,
        act,
        "Nouveau parcours",
        [*trail(), (person.name, person_url(person))],
        lead=lead,
        cancel=person_url(person),
        done="Le parcours est ouvert.",
    )
