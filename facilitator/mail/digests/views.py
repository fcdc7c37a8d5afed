"""How often somebody is told of what can wait: by the link of a message, without account.

RFC 8058: a mail reader's button posts `List-Unsubscribe=One-Click` there, without cookies; GET only shows,
since firewalls follow links.
"""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import one_click, public
from facilitator.db import db
from facilitator.mail.digests import queries
from facilitator.mail.digests.forms import FrequencyForm
from facilitator.mail.digests.rules import Frequency

bp = Blueprint("digests", __name__)


def reader(token: str) -> str:
    """The address that the link was made for; 404 for a forged or an old one."""
    return queries.address_of(token) or abort(404)


@bp.get("/nouvelles/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """What is chosen now; nothing changes by looking."""
    address = reader(token)
    form = FrequencyForm(frequency=queries.frequency_of(address).value)
    return render_template("facilitator/mail/digests/show.html", form=form, address=address)


@bp.post("/nouvelles/<token>")
@public
@one_click
def choose(token: str) -> ResponseReturnValue:
    """Keep the choice; a mail reader's one click is « jamais »."""
    address = reader(token)
    if request.form.get("List-Unsubscribe") == "One-Click":
        queries.choose(address, Frequency.NONE)
        db.session.commit()
        return "", 200
    form = FrequencyForm()
    if not form.accepted():
        return render_template("facilitator/mail/digests/show.html", form=form, address=address)
    queries.choose(address, Frequency(form.frequency.data))
    db.session.commit()
    flash("C’est enregistré.")
    return redirect(url_for(".show", token=token))
