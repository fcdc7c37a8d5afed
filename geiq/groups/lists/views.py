"""Load a list of structures: the file, what it would do line by line, the lines that are ticked."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from facilitator.access import allow, current_asker
from facilitator.db import db
from facilitator.exchange.sheets.reading import read_sheet
from facilitator.exchange.sheets.rules import MEGABYTE, UPLOAD
from facilitator.formats import plural
from facilitator.setting import setting
from facilitator.words import RuleBroken
from geiq.groups.exports import LISTED
from geiq.groups.forms import ListForm
from geiq.groups.lists.queries import load, preview
from geiq.groups.lists.rules import Found, Listed, from_label, from_rows, packed, unpacked
from geiq.groups.views import EDITORS, trail

bp = Blueprint("group_lists", __name__, url_prefix="/structures/liste")


@bp.get("/")
@bp.post("/")
@allow(*EDITORS)
def send() -> ResponseReturnValue:
    """Choose a file; then see what it would do. Nothing is written."""
    form = ListForm()
    if form.accepted():
        try:
            return _preview(received(form.file.data))
        except RuleBroken as broken:
            form.refuse(broken)
    page = render_template("geiq/groups/lists/send.html", form=form, trail=trail())
    return page, 422 if form.errors else 200


def _preview(lines: list[Listed]) -> str:
    rows = preview(current_asker(), lines)
    counts = {found: sum(row.found is found for row in rows) for found in Found}
    return render_template(
        "geiq/groups/lists/preview.html",
        rows=rows,
        columns=LISTED,
        counts=counts,
        packed=packed(lines),
        taken={Found.NEW, Found.CHANGED},
        trail=trail(),
    )


def received(sent: FileStorage) -> list[Listed]:
    """The lines of a sent file; the file itself is not kept. Raises `RuleBroken` on `file`."""
    name = Path(sent.filename or "fichier").name
    if name.lower().endswith(".json"):
        content = sent.read(UPLOAD.bytes_in + 1)
        if len(content) > UPLOAD.bytes_in:
            raise RuleBroken("Ce fichier est trop lourd : 5 Mo au plus.", "file")
        return from_label(content.decode("utf-8", "replace"))
    limits = replace(UPLOAD, memory=int(setting("SHEET_MEMORY_MB")) * MEGABYTE)
    path = Path(setting("UPLOAD_DIR")) / "lists" / uuid4().hex
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        sent.save(path)
        sheets = read_sheet(path, name, limits)
    finally:
        path.unlink(missing_ok=True)
    return from_rows(next([row.cells for row in sheet.rows] for sheet in sheets if sheet.rows))


@bp.post("/charger")
@allow(*EDITORS)
def confirm() -> ResponseReturnValue:
    """Load the ticked lines."""
    ranks = {int(one) for one in request.form.getlist("ranks") if one.isascii() and one.isdigit()}
    try:
        made, changed = load(current_asker(), unpacked(request.form.get("lines", "")), ranks)
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
        return redirect(url_for(".send"))
    new = plural(made, "structure nouvelle", "structures nouvelles")
    flash(f"{new}, {plural(changed, 'complétée', 'complétées')}.")
    return redirect(url_for("groups.index"))
