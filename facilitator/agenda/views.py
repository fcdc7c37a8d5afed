"""« Mes agendas »: take a calendar, read its address once, renew it, end it; and the address itself."""

import segno
from flask import Blueprint, Response, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import current_asker, public, signed_in
from facilitator.accounts.queries import asker_for
from facilitator.agenda import queries, reads
from facilitator.agenda.feed_rules import READS_AN_HOUR, left_of_hour
from facilitator.agenda.forms import FeedForm
from facilitator.agenda.kept import feed_of
from facilitator.agenda.models import CalendarFeed
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.setting import absolute

bp = Blueprint("agenda", __name__)
ICS = "text/calendar; charset=utf-8"
SHOWN = "agenda"
"""Where the browser that made an address keeps it, until its owner leaves the page."""
TOO_OFTEN = f"Cet agenda est lu plus de {READS_AN_HOUR} fois par heure. Attendez l’heure suivante.\n"


def own(feed_id: int) -> CalendarFeed:
    """The asker's own calendar, or 404."""
    found = queries.feeds_of(current_asker()).where(CalendarFeed.id == feed_id)
    return db.session.scalar(found) or abort(404)


@bp.get("/agenda/<token>.ics")
@public
def feed(token: str) -> ResponseReturnValue:
    """The calendar, as its owner sees it. Unknown, revoked, of somebody who left: one and the same 404."""
    row = queries.feed_of_token(token) or abort(404)
    at = now()
    if reads.note(row.id, at) > READS_AN_HOUR:
        return Response(TOO_OFTEN, 429, {"Retry-After": str(left_of_hour(at))}, content_type="text/plain")
    found = feed_of(row, asker_for(row.membership), today())
    answer = Response(found.body, content_type=ICS)
    answer.set_etag(found.etag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return answer.make_conditional(request)


@bp.get("/agendas")
@signed_in
def index() -> ResponseReturnValue:
    """The calendars that one reads elsewhere."""
    session.pop(SHOWN, None)
    rows = list(db.session.scalars(queries.feeds_of(current_asker())))
    read = {row.id: reads.last_read(row.id) for row in rows}
    return render_template("facilitator/agenda/index.html", rows=rows, read=read)


@bp.get("/agendas/nouveau")
@signed_in
def create() -> ResponseReturnValue:
    """Choose what the calendar is about."""
    return _create_page(FeedForm(subject=request.args.get("sujet", ""), form_key=new_key()))


@bp.post("/agendas/nouveau")
@signed_in
def take() -> ResponseReturnValue:
    """Make the calendar, and show its address."""
    return _create_page(FeedForm())


def _create_page(form: FeedForm) -> ResponseReturnValue:
    asker = current_asker()
    subjects = {f"{one.about} {one.thing_id}": one for one in queries.offered(asker)}
    form.subject.choices = {key: one.label for key, one in subjects.items()}

    def act() -> str:
        row, token = queries.create(asker, subjects[form.subject.data])
        session[SHOWN] = [row.id, token]
        return url_for(".show", feed_id=row.id)

    there = done_once(form, act) if request.method == "POST" else None
    if there:
        return redirect(there)
    return render_template("facilitator/agenda/create.html", form=form), 422 if form.errors else 200


@bp.get("/agendas/<int:feed_id>")
@signed_in
def show(feed_id: int) -> ResponseReturnValue:
    """One calendar: its address while it is new, how to subscribe, when it was last read, what it holds."""
    row = own(feed_id)
    made_for, token = session.get(SHOWN, (0, ""))
    address = absolute(url_for(".feed", token=token)) if made_for == row.id else ""
    webcal = f"webcal://{address.partition('://')[2]}" if address else ""
    picture = segno.make(webcal, error="m").svg_data_uri(scale=4, border=2, light="#fff") if address else ""
    return render_template(
        "facilitator/agenda/show.html",
        row=row,
        address=address,
        webcal=webcal,
        picture=picture,
        read=reads.last_read(row.id),
        found=feed_of(row, asker_for(row.membership), today()),
    )


@bp.get("/agendas/<int:feed_id>/renouveler")
@signed_in
def renew(feed_id: int) -> ResponseReturnValue:
    """Ask before the present address dies."""
    return render_template("facilitator/agenda/renew.html", row=own(feed_id))


@bp.post("/agendas/<int:feed_id>/renouveler")
@signed_in
def do_renew(feed_id: int) -> ResponseReturnValue:
    """Give it another address."""
    row = own(feed_id)
    session[SHOWN] = [row.id, queries.renew(row)]
    db.session.commit()
    flash("L’agenda a une nouvelle adresse. L’ancienne ne répond plus.")
    return redirect(url_for(".show", feed_id=row.id))


@bp.get("/agendas/<int:feed_id>/revoquer")
@signed_in
def revoke(feed_id: int) -> ResponseReturnValue:
    """Ask before the calendar ends."""
    return render_template("facilitator/agenda/revoke.html", row=own(feed_id))


@bp.post("/agendas/<int:feed_id>/revoquer")
@signed_in
def do_revoke(feed_id: int) -> ResponseReturnValue:
    """End it."""
    queries.revoke(own(feed_id))
    db.session.commit()
    flash("L’adresse de cet agenda ne répond plus.")
    return redirect(url_for(".index"))
