"""Pages of the import: the list, a new file, its preview, its report, the refused records."""

import json

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.opendata import queries
from clauses.contracts.opendata.exports import IMPORTS, REFUSED
from clauses.contracts.opendata.forms import DropForm, MendForm, UploadForm
from clauses.contracts.opendata.imports import open_import
from clauses.contracts.opendata.models import OpenDataImport, RefusedRecord
from clauses.contracts.opendata.reading.source import ForeignFile, Source
from clauses.contracts.opendata.rules import ImportState, RefusedState
from clauses.contracts.opendata.running import keep_file, start
from facilitator.access import Role, allow, current_asker
from facilitator.accounts.rules import parse_siret
from facilitator.clock import now
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import shown
from facilitator.exchange.views import download
from facilitator.words import RuleBroken

bp = Blueprint("opendata", __name__, url_prefix="/donnees-essentielles")
READERS = (Role.FACILITATOR, Role.HEAD)
LARGEST = 2 * 1024**3


@bp.url_value_preprocessor
def let_large_files_in(endpoint: str | None, _values: object) -> None:
    """A national file is far larger than a form: only its page may receive one."""
    if endpoint == "opendata.create":
        request.max_content_length = LARGEST


def seen(import_id: int) -> OpenDataImport:
    """The import, 404 when the asker does not see it."""
    return queries.import_of(current_asker(), import_id) or abort(404)


def refused(record_id: int) -> RefusedRecord:
    """The refused record, 404 when the asker does not see it."""
    return queries.refused_record_of(current_asker(), record_id) or abort(404)


def imports_listing() -> Listing:
    """What the URL asks of the imports."""
    filters = (Filter.of("etat", "État", ImportState.choices()),)
    return Listing.read(url_for(".index"), request.args, filters, IMPORTS, "-debut")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The imports, the latest first."""
    asker, listing = current_asker(), imports_listing()
    rows, listing = shown(queries.listed_imports(asker, listing), listing)
    return render_template(
        "clauses/contracts/opendata/index.html",
        rows=rows,
        listing=listing,
        columns=IMPORTS,
        waiting=queries.open_refused(asker),
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def export(ending: str) -> ResponseReturnValue:
    """The imports as a file."""
    listing = imports_listing()
    rows = db.session.scalars(queries.listed_imports(current_asker(), listing))
    return download(ending, "Imports de données essentielles", IMPORTS, rows, listing)


@bp.route("/importer", methods=["GET", "POST"])
@allow(*READERS)
def create() -> ResponseReturnValue:
    """Send a file: it is first read for nothing, to show what it would do."""
    form = UploadForm()
    if form.accepted():
        try:
            return redirect(url_for(".show", import_id=receive(form)))
        except RuleBroken as broken:
            form.refuse(broken)
    return render_template("clauses/contracts/opendata/create.html", form=form)


def receive(form: UploadForm) -> int:
    """Keep the file and begin its trial reading; the number of the import."""
    authority = ""
    if form.authority.data:
        try:
            authority = parse_siret(form.authority.data)
        except RuleBroken as broken:
            raise RuleBroken(broken.message, "authority") from broken
    path = keep_file(form.file.data.stream, current_app.config["UPLOAD_DIR"])
    try:
        Source(path).close()
    except ForeignFile as foreign:
        path.unlink()
        raise RuleBroken(str(foreign), "file") from foreign
    name = form.file.data.filename or "fichier"
    body_id = current_asker().body_id
    import_id = open_import(
        path, name, authority, state=ImportState.PREVIEWING, path=str(path), body_id=body_id
    )
    start(import_id, current_app.config, trial=True)
    return import_id


@bp.get("/<int:import_id>")
@allow(*READERS)
def show(import_id: int) -> ResponseReturnValue:
    """One import: its progress, its preview, or its report, what went wrong first."""
    row = seen(import_id)
    asker = current_asker()
    listing = Listing(url_for(".refused_index"), values={"import": str(row.id)}, sort="place")
    found, listing = shown(queries.listed_refused(asker, listing), listing)
    return render_template(
        "clauses/contracts/opendata/show.html",
        row=row,
        state=row.state_at(now()),
        states=ImportState,
        refused=found[:10],
        refused_count=listing.total,
        columns=REFUSED,
    )


@bp.get("/<int:import_id>/avancement")
@allow(*READERS)
def progress(import_id: int) -> ResponseReturnValue:
    """How far the reading is, for the page's script."""
    row = seen(import_id)
    state = row.state_at(now())
    text = f"{row.done * 100 // row.size if row.size else 0} % du fichier lu"
    return {"done": row.done, "total": row.size, "text": text, "finished": not state.is_under_way}


@bp.post("/<int:import_id>/confirmer")
@allow(*READERS)
def confirm(import_id: int) -> ResponseReturnValue:
    """Import for good what was previewed, or begin again what was interrupted."""
    row = seen(import_id)
    if row.path and row.state_at(now()) in (ImportState.PREVIEWED, ImportState.INTERRUPTED):
        queries.begin(row)
        db.session.commit()
        start(import_id, current_app.config)
    return redirect(url_for(".show", import_id=import_id))


def refused_listing() -> Listing:
    """What the URL asks of the refused records."""
    asker = current_asker()
    filters = (
        Filter("q", "Contenu"),
        Filter.of("etat", "État", RefusedState.choices()),
        Filter.of("champ", "Champ", [(name, name or "—") for name in queries.refused_fields(asker)]),
        Filter.of("import", "Import", queries.import_choices(asker)),
    )
    return Listing.read(url_for(".refused_index"), request.args, filters, REFUSED, "place")


@bp.get("/refus")
@allow(*READERS)
def refused_index() -> ResponseReturnValue:
    """The refused records."""
    listing = refused_listing()
    rows, listing = shown(queries.listed_refused(current_asker(), listing), listing)
    return render_template(
        "clauses/contracts/opendata/refused_index.html", rows=rows, listing=listing, columns=REFUSED
    )


@bp.get("/refus/export.<ending>")
@allow(*READERS)
def refused_export(ending: str) -> ResponseReturnValue:
    """The refused records as a file, their content included."""
    listing = refused_listing()
    rows = db.session.scalars(queries.listed_refused(current_asker(), listing))
    return download(ending, "Enregistrements refusés", REFUSED, rows, listing)


@bp.route("/refus/<int:record_id>", methods=["GET", "POST"])
@allow(*READERS)
def refused_show(record_id: int) -> ResponseReturnValue:
    """One refused record, raw; its three identifying fields can be mended and the import tried again."""
    row = refused(record_id)
    value = queries.value_of(row)
    form = MendForm(data=queries.known_fields(value)) if request.method != "POST" else MendForm()
    if form.accepted() and row.state is RefusedState.OPEN:
        try:
            flash(queries.mend(row, form.number.data, form.buyer.data, form.subject.data))
            db.session.commit()
            return redirect(url_for(".refused_show", record_id=record_id))
        except RuleBroken as broken:
            form.refuse(broken)
    return render_template(
        "clauses/contracts/opendata/refused_show.html",
        row=row,
        form=form,
        mendable=bool(value) and row.state is RefusedState.OPEN,
        raw=json.dumps(value, ensure_ascii=False, indent=2) if value else row.raw,
        states=RefusedState,
    )


@bp.route("/refus/<int:record_id>/ecarter", methods=["GET", "POST"])
@allow(*READERS)
def refused_drop(record_id: int) -> ResponseReturnValue:
    """Leave a refused record out, for a reason."""
    row, form = refused(record_id), DropForm()
    if form.accepted():
        if row.state is RefusedState.OPEN:
            queries.drop(row, form.reason.data)
            db.session.commit()
        flash("L’enregistrement est écarté.")
        return redirect(url_for(".refused_index"))
    return render_template("clauses/contracts/opendata/refused_drop.html", row=row, form=form)


@bp.post("/refus/<int:record_id>/reprendre")
@allow(*READERS)
def refused_reopen(record_id: int) -> ResponseReturnValue:
    """Take back a record that was left out."""
    row = refused(record_id)
    if row.state is RefusedState.DROPPED:
        queries.reopen(row)
        db.session.commit()
    return redirect(url_for(".refused_show", record_id=record_id))
