"""Possible duplicates: the list, two records side by side, merge, undo, two different people."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.people.eligibility.queries import windows_of
from clauses.people.employments.work_queries import work_of
from clauses.people.participants.duplicates.exports import COLUMNS
from clauses.people.participants.duplicates.merge_queries import merge, merge_of, undo
from clauses.people.participants.duplicates.queries import (
    identity_of,
    people_of,
    say_distinct,
    suggestions_of,
)
from clauses.people.participants.duplicates.rules import Likelihood, Suggestion, compare
from clauses.people.participants.models import Participant
from clauses.people.participants.pages import EDITORS, own_person, person_url, trail
from clauses.people.participants.standing_rules import countdown
from facilitator.access import Asker, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.words import RuleBroken

bp = Blueprint("duplicates", __name__, url_prefix="/personnes/doublons")


@dataclass(frozen=True)
class Pair:
    """A line of the list: two records, and why they may be one."""

    one: Participant
    other: Participant
    why: Suggestion


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = [Filter.of("surete", "Ressemblance", Likelihood.choices())]
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS)


def suggested(asker: Asker, listing: Listing) -> list[Suggestion]:
    """What the filters leave."""
    return [one for one in suggestions_of(asker) if listing["surete"] in ("", one.likelihood.value)]


def pairs_of(asker: Asker, found: Sequence[Suggestion]) -> list[Pair]:
    """The lines of some suggestions."""
    people = people_of(asker, [side for one in found for side in (one.first, one.second)])
    return [Pair(people[one.first], people[one.second], one) for one in found]


@bp.get("/")
@allow(*EDITORS)
def index() -> ResponseReturnValue:
    """Every two records that may be one person."""
    asker, listing = current_asker(), listing_of()
    found = suggested(asker, listing)
    listing = listing.counted(len(found))
    rows = pairs_of(asker, found[listing.offset : listing.offset + listing.size])
    return render_template(
        "clauses/people/participants/duplicates/index.html",
        rows=rows,
        columns=COLUMNS,
        listing=listing,
        trail=trail(),
    )


@bp.get("/export.<ending>")
@allow(*EDITORS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    asker, listing = current_asker(), listing_of()
    return download(
        ending, "Doublons possibles", COLUMNS, pairs_of(asker, suggested(asker, listing)), listing
    )


@bp.get("/<int:first>/<int:second>")
@bp.post("/<int:first>/<int:second>")
@allow(*EDITORS)
def compare_two(first: int, second: int) -> ResponseReturnValue:
    """Two records side by side; sent, they become one: the one that was chosen stays."""
    asker = current_asker()
    one, other = own_person(first), own_person(second)
    if one is other:
        abort(404)
    if request.method == "POST":
        kept, dropped = (other, one) if request.form.get("kept") == str(other.id) else (one, other)
        merge(asker, kept, dropped)
        db.session.commit()
        flash(
            "Les deux fiches n’en font plus qu’une. Cette fusion se défait, tant qu’aucun marché où elles "
            "ont des heures n’est clos."
        )
        return redirect(person_url(kept))
    windows = windows_of([one.id, other.id])
    return render_template(
        "clauses/people/participants/duplicates/compare.html",
        people=[one, other],
        standing=[countdown(windows.get(each.id, ()), today()) for each in (one, other)],
        works=[work_of(asker, each.id) for each in (one, other)],
        why=compare(identity_of(one), identity_of(other)),
        trail=[*trail(), ("Doublons possibles", url_for(".index"))],
    )


@bp.post("/<int:first>/<int:second>/distinctes")
@allow(*EDITORS)
def distinct(first: int, second: int) -> ResponseReturnValue:
    """These are two people: never suggested again."""
    say_distinct(current_asker(), own_person(first), own_person(second))
    db.session.commit()
    flash("C’est noté : ce sont deux personnes distinctes.")
    return redirect(url_for(".index"))


@bp.get("/fusions/<int:merge_id>/defaire")
@bp.post("/fusions/<int:merge_id>/defaire")
@allow(*EDITORS)
def split(merge_id: int) -> ResponseReturnValue:
    """Undo a merge: everything goes back to where it was."""
    merged, refused = merge_of(current_asker(), merge_id) or abort(404), ""
    if request.method == "POST":
        try:
            undo(merged)
        except RuleBroken as broken:
            db.session.rollback()
            refused = broken.message
        else:
            db.session.commit()
            flash("La fusion est défaite : chaque fiche a retrouvé ce qui était à elle.")
            return redirect(person_url(merged.dropped))
    return render_template(
        "clauses/people/participants/duplicates/split.html",
        merge=merged,
        refused=refused,
        cancel=person_url(merged.kept),
        trail=trail(),
    )
