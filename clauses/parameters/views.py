"""The parameters' pages: all of them, one with its history, a new value, back to the default."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.parameters.catalogue.rules import CATALOGUE, PARAMETERS
from clauses.parameters.exports import COLUMNS
from clauses.parameters.forms import form_for
from clauses.parameters.models import BodyParameter
from clauses.parameters.queries import history_of, settings_of
from clauses.parameters.rules import Parameter, Topic, Value, check_day
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.formats import search_key
from facilitator.words import RuleBroken, Word

bp = Blueprint("parameters", __name__, url_prefix="/parametres")
FILTERS = (
    Filter("q", "Paramètre"),
    Filter.of("sujet", "Sujet", Topic.choices()),
    Filter.of("origine", "Valeur", [("structure", "De votre structure"), ("defaut", "Par défaut")]),
)


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """Every parameter with its value in force."""
    rows, listing = listed()
    return render_template("clauses/parameters/index.html", rows=rows, listing=listing, columns=COLUMNS)


@bp.get("/export.<ending>")
@allow(*BODY_ROLES)
def export(ending: str) -> ResponseReturnValue:
    """The same list as a file, with every column."""
    rows, listing = listed()
    return download(ending, "Paramètres", COLUMNS, rows, listing)


def listed() -> tuple[list[Value], Listing]:
    """The values in force that answer the filters of the address."""
    settings = settings_of(current_asker(), today())
    asked = Listing.read(request.path, request.args, FILTERS, COLUMNS)
    rows = [value for value in map(settings.of, PARAMETERS) if answers(value, asked)]
    return rows, replace(asked, size=len(PARAMETERS)).counted(len(rows))


def answers(value: Value, listing: Listing) -> bool:
    """Whether a parameter answers the filters of the address."""
    parameter = value.parameter
    return (
        search_key(listing["q"]) in search_key(parameter.label)
        and listing["sujet"] in ("", parameter.topic)
        and listing["origine"] in ("", "defaut" if value.is_default else "structure")
    )


@bp.get("/<key>")
@allow(*BODY_ROLES)
def show(key: str) -> ResponseReturnValue:
    """One parameter: the value in force, where it comes from, its history, and the form to change it."""
    return page_of(parameter_of(key))


def page_of(parameter: Parameter, form: object = None) -> str:
    """The page of one parameter, with an empty form or the one that was refused."""
    asker = current_asker()
    return render_template(
        "clauses/parameters/show.html",
        parameter=parameter,
        value=settings_of(asker, today()).of(parameter),
        history=history_of(asker, parameter),
        form=form or form_for(parameter)(formdata=None, valid_from=today()),
    )


def parameter_of(key: str) -> Parameter:
    """The parameter that the address names."""
    return CATALOGUE.get(key) or abort(404)


@bp.post("/<key>")
@allow(*BODY_ROLES)
def change(key: str) -> ResponseReturnValue:
    """Set a new value from a day on; the past ones are kept."""
    parameter = parameter_of(key)
    form = form_for(parameter)()
    try:
        if form.accepted():
            value = parameter.read(form.value.data) if parameter.choices else form.value.data
            add_version(parameter, value, form.valid_from.data, form.source.data)
            return redirect(url_for(".show", key=key))
    except RuleBroken as broken:
        form.refuse(broken)
    return page_of(parameter, form), 422


def add_version(parameter: Parameter, value: Decimal | Word | None, day: date, source: str) -> None:
    """Check, keep and audit one more version; None goes back to the default."""
    asker = current_asker()
    check_day(day, today(), bool(parameter.published))
    if value is not None:
        parameter.check(value)
    text = None if value is None else parameter.text(value)
    version = BodyParameter(
        body_id=asker.body_id,
        key=parameter.key,
        value=text,
        valid_from=day,
        source=source,
        author_id=asker.user_id,
        made_at=now(),
    )
    db.session.add(version)
    record("sizing_parameter.set", version, key=parameter.key, value=text, valid_from=day.isoformat())
    db.session.commit()
    flash(f"« {parameter.label} » : la nouvelle valeur est enregistrée.")


@bp.get("/<key>/defaut")
@allow(*BODY_ROLES)
def confirm_default(key: str) -> ResponseReturnValue:
    """Ask before going back to the default."""
    parameter = parameter_of(key)
    value = settings_of(current_asker(), today()).of(parameter)
    return render_template("clauses/parameters/confirm_default.html", parameter=parameter, value=value)


@bp.post("/<key>/defaut")
@allow(*BODY_ROLES)
def back_to_default(key: str) -> ResponseReturnValue:
    """Go back to the published default from today; a second click changes nothing."""
    parameter = parameter_of(key)
    if not settings_of(current_asker(), today()).of(parameter).is_default:
        add_version(parameter, None, today(), "Retour à la valeur par défaut")
    return redirect(url_for(".show", key=key))
