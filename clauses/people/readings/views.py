"""Readings in mass, for the head of the body: who, when, how many; said to be looked at."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_of
from clauses.people.readings.exports import COLUMNS
from clauses.people.readings.queries import mass_reading_of, mass_readings_of, say_looked
from facilitator.access import Role, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download

bp = Blueprint("readings", __name__, url_prefix="/personnes/lectures")


@bp.get("/")
@allow(Role.HEAD)
def index() -> ResponseReturnValue:
    """The latest first."""
    listing = Listing.read(url_for(".index"), request.args, [], COLUMNS)
    rows, listing = shown(mass_readings_of(current_asker()), listing)
    return render_template(
        "clauses/people/readings/index.html",
        rows=rows,
        columns=[*(column.heading for column in COLUMNS), "Suite"],
        listing=listing,
        most=whole(settings_of(current_asker(), today()), "readings_most"),
    )


@bp.get("/export.<ending>")
@allow(Role.HEAD)
def export(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = Listing.read(url_for(".index"), request.args, [], COLUMNS)
    rows = everything(mass_readings_of(current_asker()), lambda row: row[0])
    return download(ending, "Lectures de nombreuses fiches", COLUMNS, rows, listing)


@bp.post("/<int:reading_id>/regarde")
@allow(Role.HEAD)
def look(reading_id: int) -> ResponseReturnValue:
    """It was looked at."""
    row = mass_reading_of(current_asker(), reading_id) or abort(404)
    say_looked(row, current_asker())
    db.session.commit()
    return redirect(url_for(".index"))
