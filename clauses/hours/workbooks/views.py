"""Pages of the workbooks: the template, a file sent, its columns, its preview, its import, its undoing."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from clauses.hours.statements.pages import once
from clauses.hours.workbooks import pages, queries
from clauses.hours.workbooks.errors_file import errors_file
from clauses.hours.workbooks.exports import IMPORTS, LINES
from clauses.hours.workbooks.forms import UploadForm, template_form
from clauses.hours.workbooks.headers import fingerprint
from clauses.hours.workbooks.line_queries import lines_of, rows_of
from clauses.hours.workbooks.models import HoursImport
from clauses.hours.workbooks.preview import Read, layout_of
from clauses.hours.workbooks.rules import Field, LineStatus, WorkbookState
from clauses.hours.workbooks.template import template
from clauses.hours.workbooks.writing import undo as undo_import
from clauses.hours.workbooks.writing import write
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Role, allow, current_asker
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, FilterKind, Listing
from facilitator.exchange.queries import shown
from facilitator.exchange.sheets.reading import read_sheet
from facilitator.exchange.sheets.rules import MEGABYTE, UPLOAD, Sheets
from facilitator.exchange.views import XLSX, download
from facilitator.once.queries import new_key
from facilitator.setting import setting
from facilitator.words import RuleBroken

bp = Blueprint("workbooks", __name__, url_prefix="/classeurs")
READERS = (*BODY_ROLES, *COMPANY_ROLES)
SENDERS = (*READERS, Role.LINK)
"""Whoever has no account fills its months by a workbook too; it exports nothing."""
PART = "clauses/hours/workbooks"


def own_import(import_id: int) -> HoursImport:
    """An import of the asker's organisation, or 404."""
    return queries.import_of(current_asker(), import_id) or abort(404)


def waiting_import(import_id: int) -> HoursImport:
    """One that waits for its confirmation, or 404."""
    row = own_import(import_id)
    return row if row.state is WorkbookState.READ else abort(404)


@bp.get("/")
@allow(*SENDERS)
def index() -> ResponseReturnValue:
    """The template to download, a file to send, the imports so far."""
    asker = current_asker()
    rows, listing = shown(queries.listed(asker), Listing.read(request.path, request.args))
    last = queries.last_of_asker(asker)
    months = queries.months_to_fill(asker)
    return render_template(
        f"{PART}/index.html",
        rows=rows,
        listing=listing,
        columns=IMPORTS,
        last=last.id if last else 0,
        form=template_form(months[:18])(formdata=None, months=[f"{one:%Y-%m}" for one in months[:2]]),
        upload=UploadForm(formdata=None),
        months=months,
        since=f"{min(months, default=today()).replace(month=1, day=1)}",
        until=f"{today()}",
    )


@bp.get("/modele.xlsx")
@allow(*SENDERS)
def model() -> ResponseReturnValue:
    """The workbook to fill, for some months; those asked that are not open are left out."""
    asker = current_asker()
    months = queries.months_to_fill(asker)
    asked = set(request.args.getlist("months"))
    wanted = [month for month in months if f"{month:%Y-%m}" in asked] or months[:1]
    if not wanted:
        flash("Aucun relevé n’est à remplir.", "error")
        return redirect(url_for(".index"))
    rows = queries.template_rows(asker, wanted)
    title = f"Heures à déclarer, {asker.organisation_name}"
    content = template(title, rows, wanted, request.args.get("shape") == "semaine")
    name = f"heures-{min(wanted):%Y-%m}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=XLSX, headers=headers)


@bp.get("/lignes.<ending>")
@allow(*READERS)
def lines(ending: str) -> ResponseReturnValue:
    """Every line of hours that the asker may see, from a month to another; read again, it changes nothing."""
    filters = (Filter("de", "Du mois", kind=FilterKind.DATE), Filter("a", "Au mois", kind=FilterKind.DATE))
    listing = Listing.read(request.path, request.args, filters)
    found = lines_of(current_asker(), listing.day("de"), listing.day("a"))
    return download(ending, "Lignes d’heures", LINES, rows_of(found), listing)


@bp.get("/envoyer")
@allow(*SENDERS)
def upload() -> ResponseReturnValue:
    """Choose a file."""
    return render_template(f"{PART}/upload.html", form=UploadForm())


@bp.post("/envoyer")
@allow(*SENDERS)
def send() -> ResponseReturnValue:
    """Read a file, in a limited process; nothing of it is written among the hours."""
    form = UploadForm()
    if form.accepted():
        try:
            sheets = received(form.file.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            row = queries.receive(current_asker(), sheets)
            db.session.commit()
            return redirect(url_for(".show", import_id=row.id))
    return render_template(f"{PART}/upload.html", form=form)


def received(sent: FileStorage) -> Sheets:
    """The cells of a sent file; the file itself is not kept. Raises `RuleBroken` on `file`."""
    limits = replace(UPLOAD, memory=int(setting("SHEET_MEMORY_MB")) * MEGABYTE)
    path = Path(setting("UPLOAD_DIR")) / "workbooks" / uuid4().hex
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        sent.save(path)
        return read_sheet(path, Path(sent.filename or "fichier").name, limits)
    finally:
        path.unlink(missing_ok=True)


@bp.get("/<int:import_id>")
@allow(*SENDERS)
def show(import_id: int) -> ResponseReturnValue:
    """What an import would do, errors first; or what it did."""
    row, asker = own_import(import_id), current_asker()
    if row.state is not WorkbookState.READ:
        last = queries.last_of_asker(asker)
        return render_template(f"{PART}/done.html", row=row, told=row.told, last=last.id if last else 0)
    preview = queries.previewed(asker, row)
    if any(read.missing for read in pages.read_sheets(preview.reads)):
        return redirect(url_for(".columns", import_id=row.id))
    listing = Listing.read(request.path, request.args, (pages.STATUS,))
    lines, listing = pages.listed(preview, listing)
    return render_template(
        f"{PART}/preview.html",
        row=row,
        preview=preview,
        lines=[pages.Shown(line, preview) for line in lines],
        listing=listing,
        counts=preview.counts,
        statuses=LineStatus,
        form_key=new_key(),
    )


@bp.post("/<int:import_id>/corriger")
@allow(*SENDERS)
def mend(import_id: int) -> ResponseReturnValue:
    """Keep the cells corrected, the people chosen, the lines left out; read it all again."""
    row = waiting_import(import_id)
    pages.keep_mending(row, request.form)
    record("workbook.mended", row)
    db.session.commit()
    asked = pages.where(request.form)
    return redirect(f"{url_for('.show', import_id=import_id)}{asked}")


@bp.post("/<int:import_id>/importer")
@allow(*SENDERS)
def confirm(import_id: int) -> ResponseReturnValue:
    """Write what was previewed, all or nothing."""
    row, asker = own_import(import_id), current_asker()
    here = url_for(".show", import_id=import_id)

    def act() -> str:
        write(row, queries.previewed(asker, row), request.form.get("seen", ""))
        return here

    try:
        return once(act)
    except RuleBroken as broken:
        flash(broken.message, "error")
        return redirect(here)


@bp.get("/<int:import_id>/erreurs.xlsx")
@allow(*SENDERS)
def errors(import_id: int) -> ResponseReturnValue:
    """The lines in error as a workbook, with a column that says why."""
    row = waiting_import(import_id)
    content = errors_file(queries.previewed(current_asker(), row))
    headers = {"Content-Disposition": 'attachment; filename="lignes-a-corriger.xlsx"'}
    return Response(content, content_type=XLSX, headers=headers)


@bp.route("/<int:import_id>/colonnes", methods=["GET", "POST"])
@allow(*SENDERS)
def columns(import_id: int) -> ResponseReturnValue:
    """What each column holds: guessed, to be corrected, remembered."""
    row, asker = waiting_import(import_id), current_asker()
    reads = queries.read(asker, row)
    read = pages.chosen(reads, request.values.get("feuille", "")) or abort(404)
    form = pages.layout_form_of(read, request.method == "POST")
    if form.accepted():
        try:
            keep_layout(row, reads, read, form)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            return redirect(url_for(".show", import_id=import_id))
    return render_template(
        f"{PART}/columns.html",
        row=own_import(import_id),
        read=read,
        reads=reads,
        form=form,
        sample=pages.samples(read),
    )


def keep_layout(row: HoursImport, reads: list[Read], read: Read, form: pages.LayoutForm) -> None:
    """Keep the columns as they were corrected, for every sheet with the same headings.

    Raises `RuleBroken` when they still say too little.
    """
    asker, said = current_asker(), pages.said_in(form, read)
    alike = [each for each in reads if each.place == read.place or pages.same(each, read)]
    row.layouts = row.layouts | {str(each.place): pages.for_sheet(said, each, read) for each in alike}
    layout = layout_of(row, read.place, read.sheet, {})
    if layout is None:
        raise RuleBroken("Cette ligne est vide : indiquez celle des titres de colonnes.", "header")
    if missing := layout.missing():
        if pages.moved(said, read):
            return
        raise RuleBroken(" ".join(missing))
    kept = {place: value for place, value in said["fields"].items() if value != Field.IN_HEADING}
    queries.remember(asker, fingerprint(layout.columns), kept)
    record("workbook.mapped", row)


@bp.route("/<int:import_id>/annuler", methods=["GET", "POST"])
@allow(*SENDERS)
def undo(import_id: int) -> ResponseReturnValue:
    """Take the last import back, while its statements are drafts."""
    row = own_import(import_id)
    if request.method != "POST":
        return render_template(f"{PART}/undo.html", row=row, told=row.told)
    try:
        undo_import(row, queries.last_of_asker(current_asker()))
        db.session.commit()
        flash("Import annulé : les relevés sont comme avant.")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for(".show", import_id=import_id))


@bp.post("/<int:import_id>/abandonner")
@allow(*SENDERS)
def drop(import_id: int) -> ResponseReturnValue:
    """Forget a file that was not imported."""
    row = waiting_import(import_id)
    row.state, row.content = WorkbookState.DROPPED, b""
    record("workbook.dropped", row)
    db.session.commit()
    flash("Fichier abandonné : rien n’a été enregistré.")
    return redirect(url_for(".index"))
