"""« Devenir à 3, 6 et 12 mois »: the list and its files, the answer."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.list_queries import count_of
from clauses.contracts.pages import form_page, saved
from clauses.people.exits.exports import COLUMNS
from clauses.people.exits.forms import AnswerForm
from clauses.people.exits.list_queries import find_reviews, ordered, rows_of
from clauses.people.exits.queries import answer_review, review_of
from clauses.people.exits.rules import TERMS, ExitOrigin, ExitSituation, ExitState
from clauses.people.participants.pages import person_url
from clauses.people.participants.queries import participant_of
from facilitator.access import BODY_ROLES, Role, allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.formats import day

bp = Blueprint("exits", __name__, url_prefix="/devenir")
READERS = (*sorted(BODY_ROLES), Role.PARTNER)


def listing_of() -> Listing:
    """The list as its address asks for it."""
    text = request.args.get("personne", "")
    known = text.isascii() and text.isdigit() and len(text) < 10
    person = participant_of(current_asker(), int(text)) if known else None
    cohort = request.args.get("cohorte", "")
    filters = [
        Filter("q", "Nom ou prénom"),
        Filter.of("etat", "État", ExitState.choices()),
        Filter.of("terme", "Terme", [(str(months), f"{months} mois") for months in TERMS]),
        Filter.of("apres", "Après", ExitOrigin.choices()),
        Filter.of("situation", "Situation", ExitSituation.choices()),
    ]
    if person is not None:
        filters.append(Filter.of("personne", "Personne", [(text, person.name)]))
    if cohort.isascii() and cohort.isdigit() and len(cohort) < 10:
        filters.append(Filter.of("cohorte", "Cohorte", [(cohort, f"numéro {cohort}")]))
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "du")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """What is to be asked, and what was answered."""
    asker, listing = current_asker(), listing_of()
    found = find_reviews(asker, listing.values, today())
    listing = listing.counted(count_of(found))
    rows = rows_of(ordered(found, listing.sort), today(), listing.offset, listing.size)
    return render_template(
        "clauses/people/exits/index.html",
        rows=rows,
        columns=COLUMNS,
        listing=listing,
        today=today(),
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    found = ordered(find_reviews(current_asker(), listing.values, today()), listing.sort)
    return download(ending, "Devenir", COLUMNS, rows_of(found, today()), listing)


@bp.get("/<int:review_id>")
@bp.post("/<int:review_id>")
@allow(*READERS)
def answer(review_id: int) -> ResponseReturnValue:
    """Where somebody stands at a term; one tap from the list, or this form."""
    asker = current_asker()
    review = review_of(asker, review_id) or abort(404)
    form = AnswerForm(obj=review)
    person = review.participant
    back = url_for(".index") if request.form.get("back") == "list" else person_url(person)

    def act() -> None:
        answer_review(review, form.situation.data, asker.user_id, form.remark.data or "")

    if saved(form, act):
        flash(f"{person.name}, à {review.months} mois : {form.situation.data.label}.")
        return redirect(back)
    lead = f"{review.months} mois après : {review.origin.label.lower()}, le {day(review.counted_from)}."
    return form_page(
        f"Devenir de {person.name}",
        form,
        lead=lead,
        cancel=person_url(person),
        trail=[("Devenir à 3, 6 et 12 mois", url_for(".index"))],
    )
