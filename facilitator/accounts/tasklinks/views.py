"""Open a link: look at it (nothing happens), ask for a code, type it. Only a person's POST does anything."""

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import COMPANY_ROLES, asking, public
from facilitator.accounts.signin import cookie as signin_cookie
from facilitator.accounts.signin.queries import revoke
from facilitator.accounts.tasklinks import cookie, queries
from facilitator.accounts.tasklinks.forms import CodeForm
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.rules import LinkState, masked
from facilitator.audit.queries import is_demonstration
from facilitator.clock import now
from facilitator.db import db
from facilitator.feature import Task
from facilitator.words import RuleBroken

bp = Blueprint("tasklinks", __name__, url_prefix="/d")
FOLDER = "facilitator/accounts/tasklinks"


def task_of(link: TaskLink) -> Task:
    """What the link is for, as some feature offers it; 404 when none does any more."""
    tasks = (task for feature in current_app.extensions["features"] for task in feature.tasks)
    return next((task for task in tasks if task.purpose == link.purpose), None) or abort(404)


def page(template: str, link: TaskLink | None, code: int = 200, **shown: object) -> ResponseReturnValue:
    """One page of the room."""
    address = masked(link.address) if link else ""
    return render_template(f"{FOLDER}/{template}.html", link=link, address=address, **shown), code


def living(pointer: str) -> TaskLink:
    """The link, if it may be opened; the page that says why it may not, otherwise.

    Unknown, revoked, of somebody who has left: one and the same page.
    """
    link = queries.link_of(pointer)
    state = queries.state_of(link, now()) if link else LinkState.REVOKED
    if link is None or state is LinkState.REVOKED:
        abort(make_response(page("dead", None, 404)))
    if state is LinkState.EXPIRED:
        abort(make_response(page("expired", link, 410, pointer=pointer)))
    return link


def is_inside(link: TaskLink) -> bool:
    """Whether whoever reads may go straight on: this link open, or an account of the same organisation."""
    asker = asking.get()
    if asker is None or asker.organisation_id != link.organisation_id:
        return False
    return asker.role in COMPANY_ROLES or cookie.opens_same(link)


@bp.get("/<pointer>")
@public
def show(pointer: str) -> ResponseReturnValue:
    """What the link is for, and one button. Read a thousand times, by whomever, it changes nothing."""
    link = living(pointer)
    task = task_of(link)
    if is_inside(link):
        return redirect(url_for(task.endpoint))
    return page("show", link, pointer=pointer, task=task, trusted=queries.is_trusted(link, cookie.device()))


@bp.post("/<pointer>")
@public
def send(pointer: str) -> ResponseReturnValue:
    """Send a code to the contact, for this browser alone."""
    link = living(pointer)
    signin_cookie.address_tries().tries += 1
    nonce, code = queries.send_code(link)
    db.session.commit()
    if is_demonstration():
        flash(f"Démonstration, aucun message ne part. Votre code : {code}.")
    cookie.remember_question(pointer, nonce)
    return redirect(url_for(".code", pointer=pointer))


@bp.get("/<pointer>/code")
@public
def code(pointer: str) -> ResponseReturnValue:
    """Where the code is typed."""
    return page("code", living(pointer), pointer=pointer, form=CodeForm())


@bp.post("/<pointer>/code")
@public
def enter(pointer: str) -> ResponseReturnValue:
    """Open the task to whoever types the code, in the browser that asked for it."""
    link, form, tries = living(pointer), CodeForm(), signin_cookie.address_tries()
    if not form.accepted():
        return page("code", link, pointer=pointer, form=form)
    try:
        queries.use_code(link, cookie.nonce(), form.code.data)
    except RuleBroken as broken:
        tries.tries += 1
        db.session.commit()
        form.refuse(broken)
        return page("code", link, pointer=pointer, form=form)
    browser = signin_cookie.browser()
    device = queries.trust(link, cookie.device(), browser) if form.own_device.data else ""
    return opened(link, pointer, device)


@bp.post("/<pointer>/continuer")
@public
def go_on(pointer: str) -> ResponseReturnValue:
    """Open the task on a trusted device, at the press of a button."""
    link = living(pointer)
    if not queries.is_trusted(link, cookie.device()):
        return redirect(url_for(".show", pointer=pointer))
    return opened(link, pointer, "")


def opened(link: TaskLink, pointer: str, device: str) -> ResponseReturnValue:
    """A session for this browser; whoever was signed in there with an account is signed out of it."""
    task = task_of(link)
    if (account := signin_cookie.current()) is not None:
        revoke(account)
    token = queries.open_task(link, signin_cookie.browser())
    db.session.commit()
    cookie.begin(token, pointer)
    answer = make_response(redirect(url_for(task.endpoint)))
    if device:
        cookie.keep_device(answer, device)
    return answer


@bp.post("/<pointer>/renouveler")
@public
def renew(pointer: str) -> ResponseReturnValue:
    """Send a new message to the same contact, in place of a link that has expired."""
    link = queries.link_of(pointer)
    if link is None or queries.state_of(link, now()) is not LinkState.EXPIRED:
        return redirect(url_for(".show", pointer=pointer))
    tries = signin_cookie.address_tries()
    tries.tries += 1
    task_of(link).renew(link.id)
    db.session.commit()
    return page("renewed", link)


@bp.post("/quitter")
@public
def leave() -> ResponseReturnValue:
    """Close the session of a link; harmless twice."""
    row = cookie.current()
    if row is not None:
        queries.close_task(row)
        db.session.commit()
    cookie.forget()
    return redirect(url_for(".left"))


@bp.get("/fin")
@public
def left() -> ResponseReturnValue:
    """What is read after leaving."""
    return page("left", None)
