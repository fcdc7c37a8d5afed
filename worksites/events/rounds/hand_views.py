"""The rounds bent by hand: one meeting, one person, one company's tables."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import saved
from facilitator.access import allow
from facilitator.words import RuleBroken
from worksites.events.guests.models import EventGuest
from worksites.events.pages import EDITORS, done, form_page, own_event
from worksites.events.rounds.bending_queries import (
    Seat,
    add,
    keep,
    move,
    remove,
    seats_for,
    set_person,
    set_tables,
    stays,
    wishes_of,
)
from worksites.events.rounds.forms import AddForm, MoveForm, PersonForm, TablesForm
from worksites.events.rounds.pages import FOLDER, own_meeting, own_sheet, rounds_trail, rounds_url
from worksites.events.rounds.rules import PairingKind
from worksites.events.rounds.sheet import RoundsSheet
from worksites.events.when_rules import said_hours

bp = Blueprint("round_hand", __name__, url_prefix="/evenements/<int:event_id>/tours")


def said_seat(sheet: RoundsSheet, seat: Seat) -> str:
    """A seat as it is offered: its time, its table, whose it is."""
    when = said_hours(sheet.clock.begins(seat.round), sheet.clock.ends(seat.round))
    what = f"échange avec {seat.other.person.shown_name}" if seat.other else "place libre"
    return f"Tour {seat.round}, {when}, table {seat.table} : {what}"


@bp.get("/rencontres/<int:meeting_id>")
@bp.post("/rencontres/<int:meeting_id>")
@allow(*EDITORS)
def meeting(event_id: int, meeting_id: int) -> ResponseReturnValue:
    """One meeting: why it is, and where else it could be."""
    event, sheet = own_event(event_id), own_sheet(event_id)
    row = own_meeting(sheet.plan, meeting_id)
    fixed = stays(sheet.put, row)
    seats = [] if fixed else list(seats_for(sheet.put, row))
    form = MoveForm()
    form.offer({seat.key: said_seat(sheet, seat) for seat in seats})

    def act() -> None:
        round_, _, table = (form.seat.data or "").partition("-")
        if not (round_.isdecimal() and table.isdecimal()):
            raise RuleBroken("Choisissez une place.", "seat")
        move(sheet.put, row, int(round_), int(table))

    if saved(form, act):
        flash("La rencontre est déplacée, et gardée à sa nouvelle place.")
        return redirect(rounds_url(event_id))
    return render_template(
        f"{FOLDER}/meeting.html",
        event=event,
        sheet=sheet,
        row=row,
        fixed=fixed,
        seats=seats,
        form=form,
        trail=rounds_trail(event),
    ), 422 if form.errors else 200


@bp.post("/rencontres/<int:meeting_id>/garder")
@allow(*EDITORS)
def keep_one(event_id: int, meeting_id: int) -> ResponseReturnValue:
    """Keep a meeting where it is, or let it go."""
    sheet = own_sheet(event_id)
    row = own_meeting(sheet.plan, meeting_id)
    wanted = request.form.get("garder") == "oui"
    said = "La rencontre est gardée." if wanted else "La rencontre peut de nouveau bouger."
    done(lambda: keep(sheet.put, row, wanted), said)
    return redirect(url_for(".meeting", event_id=event_id, meeting_id=meeting_id))


@bp.post("/rencontres/<int:meeting_id>/retirer")
@allow(*EDITORS)
def remove_one(event_id: int, meeting_id: int) -> ResponseReturnValue:
    """Take a meeting away."""
    sheet = own_sheet(event_id)
    row = own_meeting(sheet.plan, meeting_id)
    for_good = request.form.get("toujours") == "oui"
    done(lambda: remove(sheet.plan, sheet.put, row, for_good), "La rencontre est retirée.")
    return redirect(rounds_url(event_id))


@bp.get("/rencontres/nouvelle")
@bp.post("/rencontres/nouvelle")
@allow(*EDITORS)
def create(event_id: int) -> ResponseReturnValue:
    """Have somebody meet a company in the first round that suits both."""
    event, sheet = own_event(event_id), own_sheet(event_id)
    form = AddForm(person_id=request.args.get("personne", type=int))
    form.offer(_named(sheet.put.people), _named(sheet.put.companies))

    def act() -> None:
        add(sheet.plan, sheet.put, form.person_id.data, form.company_id.data)

    if saved(form, act):
        flash("La rencontre est ajoutée.")
        return redirect(rounds_url(event_id))
    lead = "Elle prend le premier tour à venir qui convient aux deux, et reste gardée."
    return form_page(
        "Ajouter une rencontre",
        form,
        event,
        lead=lead,
        submit="Ajouter",
        cancel=rounds_url(event_id),
        trail=rounds_trail(event),
    )


@bp.get("/personnes/<int:guest_id>")
@bp.post("/personnes/<int:guest_id>")
@allow(*EDITORS)
def person(event_id: int, guest_id: int) -> ResponseReturnValue:
    """When somebody is there, whom she wishes or must not meet."""
    event, sheet = own_event(event_id), own_sheet(event_id)
    plan, guest = sheet.plan, sheet.put.people.get(guest_id) or abort(404)
    stay = next((one for one in plan.stays if one.person_id == guest_id), None)
    form = PersonForm(
        first=stay.first_round if stay else None,
        last=stay.last_round if stay else None,
        wishes=wishes_of(plan, guest_id, PairingKind.WISH),
        forbidden=wishes_of(plan, guest_id, PairingKind.FORBID),
    )
    form.offer(_named(sheet.put.companies))

    def act() -> None:
        wished = dict.fromkeys(form.wishes.data or (), PairingKind.WISH)
        never = dict.fromkeys(form.forbidden.data or (), PairingKind.FORBID)
        if wished.keys() & never.keys():
            raise RuleBroken("Une entreprise est à la fois souhaitée et écartée.", "forbidden")
        set_person(plan, guest, _span(form), wished | never)

    if saved(form, act):
        flash("C’est noté. Calculez de nouveau pour voir ce que cela change.")
        return redirect(rounds_url(event_id))
    return form_page(guest.shown_name, form, event, cancel=rounds_url(event_id), trail=rounds_trail(event))


@bp.get("/entreprises/<int:guest_id>")
@bp.post("/entreprises/<int:guest_id>")
@allow(*EDITORS)
def company(event_id: int, guest_id: int) -> ResponseReturnValue:
    """How many tables a company holds, and for which rounds."""
    event, sheet = own_event(event_id), own_sheet(event_id)
    plan, guest = sheet.plan, sheet.put.companies.get(guest_id) or abort(404)
    own = [one for one in plan.tables if one.company_id == guest_id]
    form = TablesForm(
        count=len(own) or 1,
        first=own[0].first_round if own else 1,
        last=own[0].last_round if own else None,
    )

    def act() -> None:
        span = _span(form) or (1, None)
        set_tables(plan, sheet.put, guest, form.count.data, span)

    if saved(form, act):
        flash("C’est noté. Calculez de nouveau pour voir ce que cela change.")
        return redirect(rounds_url(event_id))
    return form_page(
        f"Tables de {guest.shown_name}", form, event, cancel=rounds_url(event_id), trail=rounds_trail(event)
    )


def _span(form: PersonForm | TablesForm) -> tuple[int, int | None] | None:
    """The rounds that were typed; None for all of them. Raises `RuleBroken` on `last`."""
    if form.first.data is None and form.last.data is None:
        return None
    first = form.first.data or 1
    if form.last.data is not None and form.last.data < first:
        raise RuleBroken("Le dernier tour vient après le premier.", "last")
    return first, form.last.data


def _named(guests: dict[int, EventGuest]) -> list[tuple[int, str]]:
    return sorted(((key, one.shown_name) for key, one in guests.items()), key=lambda one: one[1].casefold())
