"""Make the address of somebody's page and hand it to her: printed at once, sent perhaps; end it.

Address and code are told once, to whoever made them: the base holds neither. What follows (the PDF, a
message) takes them back from that page.
"""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import form_page
from facilitator.access import allow, current_asker
from facilitator.db import db
from facilitator.formats import day
from facilitator.languages.rules import Tongue
from facilitator.mail.rules import Channel
from facilitator.mail.sms.queries import is_set
from facilitator.setting import absolute
from facilitator.words import RuleBroken
from geiq.pathways.knowing.queries import reach_of
from geiq.pathways.knowing.rules import Reach
from geiq.pathways.models import Pathway
from geiq.pathways.page.forms import PageForm
from geiq.pathways.page.models import PageLink
from geiq.pathways.page.pages import PATH, picture_of
from geiq.pathways.page.queries import link_of, living, make_link, revoke, send, told_on
from geiq.pathways.page.rules import seal
from geiq.pathways.pages import (
    READERS,
    confirm_page,
    followed_pathway,
    known_pathway,
    may_entrust,
    pathway_url,
    trail,
)
from geiq.pathways.slip.pdf import pdf_of
from geiq.pathways.slip.rules import Door, parts_of

bp = Blueprint("page_links", __name__, url_prefix="/parcours/<int:pathway_id>/page")
MADE = "geiq/pathways/page/hand.html"


@bp.get("")
@bp.post("")
@allow(*READERS)
def make(pathway_id: int) -> ResponseReturnValue:
    """Make an address and a code; they are told on the page that answers, and nowhere else."""
    pathway, form = followed_pathway(pathway_id), PageForm()
    if form.accepted():
        try:
            pointer, code = make_link(pathway, form.tongue.data, current_asker().user_id)
            db.session.commit()
            return hand(pathway, form.tongue.data, pointer, code)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
    if request.method != "POST" and (held := living(pathway)):
        form.tongue.data = held.tongue
    lead = (
        "Une adresse et un code, à imprimer et à lui remettre : ses heures, sa prochaine étape, qui appeler. "
        f"Ils servent jusqu’à la fin prévue du parcours, le {day(pathway.planned_end_on)}. Ceux d’avant ne "
        "s’ouvriront plus."
    )
    return form_page(
        "Sa page sans compte",
        form,
        lead=lead,
        submit="Faire l’adresse et le code",
        cancel=pathway_url(pathway),
        trail=trail(pathway),
        code=422 if form.errors else 200,
    )


def hand(pathway: Pathway, tongue: Tongue, pointer: str, code: str, sent: str = "") -> ResponseReturnValue:
    """What is handed: the slip with its address and its code."""
    door, told = Door(absolute(PATH + pointer), code), told_on(pathway)
    return render_template(
        MADE,
        pathway=pathway,
        person=pathway.participant,
        tongue=tongue,
        parts=parts_of(told.slip, tongue, "page_title"),
        left_out=told.left_out,
        scan=door.scan(tongue),
        apart=door.apart(tongue),
        picture=picture_of(door),
        handed={"pointer": pointer, "code": code},
        by_sms=is_set(),
        sent=sent,
        trail=trail(pathway),
    )


def handed_link(pathway: Pathway) -> tuple[PageLink, str, str] | None:
    """The address and the code that the page that told them sends back; None for anything else."""
    pointer, code = request.form.get("pointer", ""), request.form.get("code", "")
    link = link_of(pointer)
    if link is None or link.pathway_id != pathway.id or link.sealed != seal(code, pointer):
        return None
    return link, pointer, code


def _gone(pathway: Pathway) -> ResponseReturnValue:
    flash("Cette adresse ne s’ouvre plus, ou n’est pas de ce parcours : faites-en une autre.", "error")
    return redirect(url_for(".make", pathway_id=pathway.id))


@bp.post("/papier.pdf")
@allow(*READERS)
def paper(pathway_id: int) -> ResponseReturnValue:
    """The same as a PDF of one A5 page."""
    pathway = followed_pathway(pathway_id)
    if (held := handed_link(pathway)) is None:
        return _gone(pathway)
    link, pointer, code = held
    parts = parts_of(told_on(pathway).slip, link.tongue, "page_title")
    door = Door(absolute(PATH + pointer), code)
    body = pdf_of(parts, link.tongue, current_asker().organisation_name, door)
    headers = {"Content-Disposition": f'attachment; filename="page-{pathway.participant_id}.pdf"'}
    return Response(body, content_type="application/pdf", headers=headers)


@bp.post("/envoyer")
@allow(*READERS)
def send_address(pathway_id: int) -> ResponseReturnValue:
    """Send the address, without its code, to the telephone or the mail of the person."""
    pathway = followed_pathway(pathway_id)
    if (held := handed_link(pathway)) is None:
        return _gone(pathway)
    link, pointer, code = held
    asked = request.form.get("par", "")
    channel = Channel(asked) if asked in list(Channel) else abort(404)
    try:
        send(link, channel, absolute(PATH + pointer))
        db.session.commit()
        sent = "L’adresse est partie, sans le code : remettez-le sur papier, ou dites-le."
    except RuleBroken as broken:
        db.session.rollback()
        sent = broken.message
    return hand(pathway, link.tongue, pointer, code, sent)


@bp.get("/annuler")
@bp.post("/annuler")
@allow(*READERS)
def cancel(pathway_id: int) -> ResponseReturnValue:
    """The address opens nothing more: the paper was lost, or somebody else reads it."""
    pathway, asker = known_pathway(pathway_id), current_asker()
    if reach_of(asker, pathway) is not Reach.FOLLOWS and not may_entrust(pathway):
        abort(404)
    back = pathway_url(pathway, "page")
    if request.method == "POST":
        revoke(pathway)
        db.session.commit()
        flash("L’adresse de sa page ne s’ouvre plus.")
        return redirect(back)
    said = "L’adresse et le code qui lui ont été remis n’ouvriront plus rien, dès la prochaine page."
    title, submit = "Annuler l’adresse de sa page\u202f?", "Annuler l’adresse"
    return confirm_page(title, [said], submit, back, trail=trail(pathway))
