"""Pages of the import of past years: a file, its progress, what it would do, its confirmation."""

from pathlib import Path
from uuid import uuid4

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.workbooks.history import queries
from clauses.hours.workbooks.history.exports import ERRORS, HISTORIES
from clauses.hours.workbooks.history.forms import HistoryForm
from clauses.hours.workbooks.history.models import HistoryImport
from clauses.hours.workbooks.history.rules import HistoryState, said
from clauses.hours.workbooks.history.running import start
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.exchange.queries import shown
from facilitator.exchange.sheets.look import look
from facilitator.exchange.sheets.rules import HISTORY
from facilitator.exchange.views import download
from facilitator.setting import setting
from facilitator.words import RuleBroken

bp = Blueprint("history", __name__, url_prefix="/classeurs/historique")
PART = "clauses/hours/workbooks/history"


def own(import_id: int) -> HistoryImport:
    """An import of the asker's body, or 404."""
    return queries.history_of(current_asker(), import_id) or abort(404)


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """A file to send, the imports so far."""
    return page(HistoryForm(formdata=None))


def page(form: HistoryForm) -> str:
    """The list with its form, new or refused."""
    listing = Listing.read(url_for(".index"), request.args)
    rows, listing = shown(queries.listed(current_asker()), listing)
    return render_template(f"{PART}/index.html", form=form, rows=rows, listing=listing, columns=HISTORIES)


@bp.post("/")
@allow(*BODY_ROLES)
def send() -> ResponseReturnValue:
    """Keep the file; another process reads it, for nothing."""
    form = HistoryForm()
    if not form.accepted():
        return page(form)
    path = Path(setting("UPLOAD_DIR")) / "workbooks" / uuid4().hex
    path.parent.mkdir(parents=True, exist_ok=True)
    form.file.data.save(path)
    try:
        look(path, HISTORY)
    except RuleBroken as broken:
        path.unlink()
        form.refuse(broken)
        return page(form)
    name = Path(form.file.data.filename or "fichier").name
    row = queries.open_history(current_asker(), str(path), name, form.creating.data)
    db.session.commit()
    start(row.id, current_app.config)
    return redirect(url_for(".show", import_id=row.id))


@bp.get("/<int:import_id>")
@allow(*BODY_ROLES)
def show(import_id: int) -> ResponseReturnValue:
    """How far it is, what it would do, what it did."""
    row = own(import_id)
    last = queries.last_done(current_asker())
    return render_template(
        f"{PART}/show.html",
        row=row,
        state=row.state_at(now()),
        states=HistoryState,
        said=said(row.report) if row.report else "",
        errors=row.report.get("details", [])[:50],
        columns=ERRORS,
        is_last=last is not None and last.id == row.id,
    )


@bp.get("/<int:import_id>/avancement")
@allow(*BODY_ROLES)
def progress(import_id: int) -> ResponseReturnValue:
    """How far it is, for the page's script."""
    row = own(import_id)
    text = f"{row.done * 100 // row.total if row.total else 0} % du fichier lu"
    finished = not row.state_at(now()).is_under_way
    return {"done": row.done, "total": row.total, "text": text, "finished": finished}


@bp.get("/<int:import_id>/erreurs.<ending>")
@allow(*BODY_ROLES)
def errors(import_id: int, ending: str) -> ResponseReturnValue | Response:
    """The cells that could not be read, the first thousand."""
    row = own(import_id)
    listing = Listing(request.path)
    return download(ending, "Lignes à corriger", ERRORS, row.report.get("details", []), listing)


@bp.post("/<int:import_id>/confirmer")
@allow(*BODY_ROLES)
def confirm(import_id: int) -> ResponseReturnValue:
    """Write what was read, with the people and employments that miss if that was asked."""
    row = own(import_id)
    if row.path and row.state is HistoryState.READ:
        row.state, row.beat_at, row.done = HistoryState.WRITING, now(), 0
        record("history.confirmed", row)
        db.session.commit()
        start(row.id, current_app.config, write=True)
    return redirect(url_for(".show", import_id=import_id))


@bp.post("/<int:import_id>/abandonner")
@allow(*BODY_ROLES)
def cancel(import_id: int) -> ResponseReturnValue:
    """Stop an import that is not written yet: nothing of it stays."""
    row = own(import_id)
    if row.state in (HistoryState.READING, HistoryState.READ, HistoryState.WRITING, HistoryState.REFUSED):
        if row.path:
            Path(row.path).unlink(missing_ok=True)
        row.state, row.path = HistoryState.CANCELLED, ""
        record("history.cancelled", row)
        db.session.commit()
        flash("Import abandonné : rien n’a été enregistré.")
    return redirect(url_for(".index"))


@bp.post("/<int:import_id>/annuler")
@allow(*BODY_ROLES)
def undo(import_id: int) -> ResponseReturnValue:
    """Take the last import back, while its statements are drafts."""
    try:
        queries.undo(own(import_id), queries.last_done(current_asker()))
        db.session.commit()
        flash("Import annulé : les relevés sont comme avant.")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for(".show", import_id=import_id))
