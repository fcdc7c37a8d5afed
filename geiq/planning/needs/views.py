"""Pages of the needs: each one a sentence, its numbers open their lists, a button opens its cohort."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import EDITORS
from clauses.contracts.queries import operations_offered
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing, is_day
from facilitator.exchange.views import download
from facilitator.words import RuleBroken
from geiq.planning.need_rules import Part
from geiq.planning.needs.exports import COLUMNS, PARTS, WEEKS
from geiq.planning.needs.opening_queries import answer
from geiq.planning.needs.queries import NeedRow, Outlook, outlook_of
from geiq.planning.needs.rules import TONES, NeedState

bp = Blueprint("needs", __name__, url_prefix="/plans/besoins")


def answer_of(row: NeedRow) -> NeedState:
    """Whether a need can still be answered."""
    if row.plan is None:
        return NeedState.SHORT
    return NeedState.LATE if row.late else NeedState.IN_TIME


def seen() -> tuple[Outlook, Listing, list[NeedRow]]:
    """The needs as the address asks for them."""
    asker = current_asker()
    operations = operations_offered(asker)
    chosen = request.args.get("operation", "")
    known = chosen if chosen in {str(key) for key, _ in operations} else ""
    outlook = outlook_of(asker, today(), int(known) if known else None)
    trades = sorted({row.need.trade for row in outlook.rows})
    filters = (
        Filter.of("metier", "Métier", [(trade, trade) for trade in trades]),
        Filter.of("operation", "Opération", operations),
        Filter.of("etat", "État", NeedState.choices()),
    )
    listing = Listing.read(url_for(".index"), request.args, filters, COLUMNS, "")
    rows = [
        row
        for row in outlook.rows
        if listing["metier"] in ("", row.need.trade) and listing["etat"] in ("", answer_of(row).value)
    ]
    return outlook, listing.counted(len(rows)), rows


@bp.get("/")
@allow(*EDITORS)
def index() -> ResponseReturnValue:
    """What the worksites lack, and what to open."""
    outlook, listing, rows = seen()
    return render_template(
        "geiq/planning/needs/index.html",
        outlook=outlook,
        listing=listing,
        rows=[(row, answer_of(row)) for row in rows[listing.offset : listing.offset + listing.size]],
        tones=TONES,
        unplaced=sum(outlook.unplaced.values()),
    )


@bp.get("/export.<ending>")
@allow(*EDITORS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same needs as a file."""
    _, listing, rows = seen()
    return download(ending, "Besoins", COLUMNS, rows, listing)


@dataclass(frozen=True)
class PartRow:
    """What one lot asks on one worksite during a need."""

    worksite_id: int
    site: str
    lot: str
    minutes: int
    first: date
    last: date


def part_rows(outlook: Outlook, row: NeedRow) -> list[PartRow]:
    """What a need is made of, lot by lot."""
    found: dict[tuple[int, str], list[Part]] = defaultdict(list)
    for part in outlook.parts:
        if part.trade == row.need.trade and row.need.first <= part.week <= row.need.last:
            found[part.worksite_id, part.lot].append(part)
    return [
        PartRow(site, outlook.names[site], lot, _minutes(parts), parts[0].week, parts[-1].week)
        for (site, lot), parts in sorted(found.items())
    ]


def _minutes(parts: Sequence[Part]) -> int:
    return sum(part.minutes for part in parts)


def asked_need(said: Iterable[tuple[str, str]]) -> tuple[Outlook, NeedRow]:
    """The need that an address or a form names, or 404."""
    values = dict(said)
    first = values.get("debut", "")
    if not is_day(first):
        abort(404)
    outlook = outlook_of(current_asker(), today())
    return outlook, outlook.found(values.get("metier", ""), date.fromisoformat(first)) or abort(404)


@bp.get("/detail")
@allow(*EDITORS)
def show() -> ResponseReturnValue:
    """One need: its weeks, its lots and worksites, the steps back from it."""
    outlook, row = asked_need(request.args.items())
    need = row.need
    return render_template(
        "geiq/planning/needs/show.html",
        row=row,
        answer=answer_of(row),
        tones=TONES,
        weeks=[one for one in outlook.weeks[need.trade] if need.first <= one.week <= need.last],
        week_columns=WEEKS,
        parts=part_rows(outlook, row),
        part_columns=PARTS,
        beliefs=outlook.beliefs,
        trail=[("Préparer les chantiers", url_for(".index"))],
    )


@bp.post("/ouvrir")
@allow(*EDITORS)
def open_one() -> ResponseReturnValue:
    """Open the cohort that answers a need. Sent twice, the need is answered already: nothing more opens."""
    values = dict(request.form.items())
    outlook = outlook_of(current_asker(), today())
    first = values.get("debut", "")
    row = outlook.found(values.get("metier", ""), date.fromisoformat(first)) if is_day(first) else None
    if row is None or str(row.need.people) != values.get("personnes"):
        flash("Ce besoin a changé : une cohorte lui répond peut-être déjà.", "error")
        return redirect(url_for(".index"))
    try:
        cohort = answer(current_asker(), outlook, row, today())
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
        return redirect(url_for(".index"))
    db.session.commit()
    flash("La cohorte est ouverte, à l’étape du besoin.")
    return redirect(url_for("cohorts.show", cohort_id=cohort.id))
