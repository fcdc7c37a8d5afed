"""Phases pasted or sent as a sheet: reviewed cell by cell, written at once, taken back at once."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from facilitator.access import allow, current_asker
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.exchange.views import download
from facilitator.formats import plural
from facilitator.forms import clean
from facilitator.once.forms import OnceForm
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken
from worksites.sites.models import Worksite
from worksites.sites.pages import EDITORS, OVERSEERS, own_worksite, sheet_rows, trail, worksite_url
from worksites.sites.phases.exports import COLUMNS, SAMPLE
from worksites.sites.phases.import_forms import PasteForm
from worksites.sites.phases.import_queries import add_phases, known_lots, last_import, present_in, undo_import
from worksites.sites.phases.paste_rules import (
    MOST_ROWS,
    Cells,
    Draft,
    PhaseField,
    draft_of,
    marked,
    read_rows,
    table_of,
)
from worksites.sites.queries import phases_on

bp = Blueprint("phase_imports", __name__, url_prefix="/chantiers")
PART = "worksites/sites/phases"


@bp.get("/<int:worksite_id>/phases/importer")
@bp.post("/<int:worksite_id>/phases/importer")
@allow(*EDITORS)
def paste(worksite_id: int) -> ResponseReturnValue:
    """Paste rows, or send a sheet; nothing is written: the review follows."""
    worksite, form = own_worksite(worksite_id), PasteForm()
    if form.accepted():
        try:
            return _review(worksite, drafts_of(worksite, read_rows(_rows(form))))
        except RuleBroken as broken:
            form.refuse(broken)
    page = render_template(
        f"{PART}/paste.html",
        form=form,
        worksite=worksite,
        cancel=worksite_url(worksite),
        trail=trail(worksite),
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:worksite_id>/phases/verifier")
@allow(*EDITORS)
def review(worksite_id: int) -> ResponseReturnValue:
    """The reviewed rows: written when every cell reads, shown again otherwise."""
    worksite, form = own_worksite(worksite_id), OnceForm()
    drafts = drafts_of(worksite, list(_typed()))
    wrong = any(draft.faults for draft in drafts)
    fresh = [draft.phase for draft in drafts if draft.phase and not draft.known]

    def act() -> str:
        if not fresh:
            raise RuleBroken("Il ne reste aucune phase à enregistrer.")
        add_phases(worksite, fresh)
        return worksite_url(worksite, "phases")

    there = None if wrong else done_once(form, act)
    if there is None:
        return _review(worksite, drafts, form)
    flash(f"{plural(len(fresh), 'phase enregistrée', 'phases enregistrées')}.")
    return redirect(there)


@bp.get("/<int:worksite_id>/phases/annuler")
@bp.post("/<int:worksite_id>/phases/annuler")
@allow(*EDITORS)
def undo(worksite_id: int) -> ResponseReturnValue:
    """Take back the last import, once confirmed."""
    worksite = own_worksite(worksite_id)
    back = worksite_url(worksite, "phases")
    if request.method == "POST":
        if count := undo_import(worksite):
            db.session.commit()
            flash(f"{plural(count, 'phase retirée', 'phases retirées')}.")
        return redirect(back)
    said = plural(last_import(worksite), "phase en part", "phases en partent")
    return render_template(
        "clauses/contracts/confirm.html",
        title="Annuler le dernier import ?",
        sentences=[f"{said}. Celles qui ont été modifiées depuis restent."],
        submit="Annuler l’import",
        cancel=back,
        trail=trail(worksite),
        danger=True,
    )


@bp.get("/phases/modele.<ending>")
@allow(*EDITORS)
def model(ending: str) -> ResponseReturnValue:
    """The sheet to fill."""
    return download(ending, "Modèle de phases", COLUMNS, SAMPLE, Listing(request.path))


@bp.get("/<int:worksite_id>/phases/export.<ending>")
@allow(*OVERSEERS)
def export(worksite_id: int, ending: str) -> ResponseReturnValue:
    """The phases as a sheet that reads back: sent again, it adds nothing."""
    worksite = own_worksite(worksite_id)
    rows = phases_on(current_asker(), [worksite.id])
    return download(ending, f"Phases {worksite.name}", COLUMNS, rows, Listing(request.path))


def drafts_of(worksite: Worksite, rows: Sequence[Cells]) -> list[Draft]:
    """The rows read, those already there marked."""
    lots = known_lots(worksite)
    return marked([draft_of(cells, lots) for cells in rows], present_in(worksite))


def _rows(form: PasteForm) -> list[list[str]]:
    sent = form.file.data
    if isinstance(sent, FileStorage) and sent.filename:
        return sheet_rows(sent)
    return table_of(form.text.data or "")


def _typed() -> list[Cells]:
    """The rows of the review as they were sent, those set aside left out."""
    count = min(request.form.get("rows", 0, int), MOST_ROWS)
    found = []
    for rank in range(count):
        texts = {one: clean(request.form.get(f"{one.value}-{rank}"))[:200] for one in PhaseField}
        cells = {one: text for one, text in texts.items() if text}
        if cells and not request.form.get(f"skip-{rank}"):
            found.append(cells)
    return found


def _review(worksite: Worksite, drafts: list[Draft], form: OnceForm | None = None) -> ResponseReturnValue:
    faults = [
        (f"{one.value}-{rank}", f"Ligne {rank + 1}, {one.label.lower()} : {said}")
        for rank, draft in enumerate(drafts)
        for one, said in draft.faults.items()
    ]
    page = render_template(
        f"{PART}/review.html",
        drafts=list(enumerate(drafts)),
        faults=faults,
        said=form.form_errors if form else [],
        fields=list(PhaseField),
        fresh=sum(1 for draft in drafts if draft.phase and not draft.known),
        known=sum(draft.known for draft in drafts),
        key=request.form.get("form_key") or new_key(),
        worksite=worksite,
        trail=trail(worksite),
    )
    return page, 422 if faults else 200
