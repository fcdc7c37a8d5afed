"""The chase list, what a company owes, the preview of the messages and their sending."""

from collections import Counter
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.chase.exports import CALLED, COLUMNS, OWED, PREVIEW, SAID, SENT, SHOWN, TOMORROW
from clauses.compliance.chase.forms import SendForm
from clauses.compliance.chase.glance_queries import answering, glances_of, shown
from clauses.compliance.chase.holds.queries import running
from clauses.compliance.chase.line_queries import line_of, lines_of
from clauses.compliance.chase.line_rules import TONES, YOURS, Turn
from clauses.compliance.chase.pages import PART, chosen, known, listing_of, told_today
from clauses.compliance.chase.queries import calls_of, named, reminders_of
from clauses.compliance.chase.sending.queries import Draft
from clauses.compliance.chase.sending.queries import send as send_one
from clauses.compliance.chase.sending.writing import drafts_of
from clauses.compliance.contacts.queries import open_counts, requests_about
from clauses.compliance.contacts.rules import TONES as CONTACT_TONES
from clauses.compliance.schedule.calendar_rules import add_working_days
from clauses.hours.statements.pages import once
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.audit.queries import is_demonstration
from facilitator.clock import today
from facilitator.exchange.views import download
from facilitator.formats import plural
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken

bp = Blueprint("chase", __name__, url_prefix="/relances")
DEMONSTRATION = "Démonstration, aucun message ne part. Voici la page que l’entreprise ouvrirait."


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """Who must act next and since when, one line a company."""
    asker, told = current_asker(), told_today()
    listing = listing_of(asker)
    glances, waiting = glances_of(told), open_counts(asker.organisation_id)
    found = answering(told, glances, listing.values, asker.user_id)
    listing = listing.counted(len(found))
    turns = Counter(one.line.turn for one in glances)
    return render_template(
        f"{PART}/index.html",
        rows=shown(told, found[listing.offset : listing.offset + listing.size]),
        columns=SHOWN,
        listing=listing,
        counts={
            "yours": sum(turns[turn] for turn in YOURS),
            "calls": turns[Turn.CALL],
            "leaving": turns[Turn.LADDER],
            "requests": sum(one.organisation_id in waiting for one in glances) if waiting else 0,
        },
        tones=TONES,
        contact_tones=CONTACT_TONES,
    )


@bp.get("/export.<ending>")
@allow(*BODY_ROLES)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file: what is seen, or everything."""
    asker, told = current_asker(), told_today()
    listing = listing_of(asker)
    lines = shown(told, answering(told, glances_of(told), listing.values, asker.user_id))
    return download(ending, "Entreprises à relancer", COLUMNS, lines, listing)


@bp.get("/envoyer")
@allow(*BODY_ROLES)
def preview() -> ResponseReturnValue:
    """What each chosen company would receive; any may still be left out."""
    lines = chosen(request.args.getlist("choix"))
    if not lines:
        flash("Cochez d’abord une entreprise.", "error")
        return redirect(url_for(".index"))
    return preview_page([line.organisation_id for line in lines], SendForm(), new_key())


def preview_page(wanted: list[int], form: SendForm, key: str) -> ResponseReturnValue:
    """The messages of these companies; those that were written to too lately stand apart."""
    lines = lines_of(current_asker().organisation_id, today(), wanted)
    drafts = drafts_of(lines, current_asker().organisation_id)
    written = {one.line.organisation_id for one in drafts}
    return render_template(
        f"{PART}/preview.html",
        form=form,
        form_key=key,
        ready=[one for one in drafts if not one.line.is_quiet],
        quiet=[one for one in drafts if one.line.is_quiet],
        mute=[line for line in lines if line.organisation_id not in written],
        columns=PREVIEW,
        ticked={int(one) for one in request.form.getlist("choix") if one.isdecimal()},
        reasons=request.form,
    )


@bp.post("/envoyer")
@allow(*BODY_ROLES)
def send_many() -> ResponseReturnValue:
    """Send the messages that stayed ticked; pressed twice, sent once."""
    form = SendForm()
    ticked = request.form.getlist("choix")
    try:
        return once(lambda: send_all(ticked))
    except RuleBroken as broken:
        form.refuse(broken)
    shown = [int(one) for one in request.form.getlist("montre") if one.isdecimal()]
    return preview_page(shown, form, request.form.get("form_key", ""))


def send_all(ticked: list[str]) -> str:
    """Send each; the address of what was sent. Raises `RuleBroken` before anything leaves."""
    body_id = current_asker().organisation_id
    drafts = drafts_of(chosen(ticked), body_id)
    if not drafts:
        raise RuleBroken("Cochez au moins une entreprise à qui écrire.")
    for one in drafts:
        check_reason(one)
    sent = [send_one(one, body_id, reason_for(one)) for one in drafts]
    flash(f"{plural(len(sent), 'message part', 'messages partent')}.")
    if is_demonstration() and len(sent) == 1:
        flash(DEMONSTRATION)
        return urlsplit(sent[0][1]).path
    return url_for(".outcome", choix=[kept.id for kept, _ in sent])


def reason_for(draft: Draft) -> str:
    """Why it leaves within the quiet period, as typed beside it."""
    return request.form.get(f"motif-{draft.line.organisation_id}", "").strip()


def check_reason(draft: Draft) -> None:
    """Refuse a second message too soon without a reason; raises `RuleBroken`."""
    if draft.line.is_quiet and not reason_for(draft):
        raise RuleBroken(
            f"{draft.line.name} a déjà été relancée le {draft.line.last.day:%d/%m/%Y} : dites pourquoi lui "
            "écrire de nouveau, ou décochez-la."
            if draft.line.last
            else "Dites pourquoi."
        )


@bp.get("/envoyees")
@allow(*BODY_ROLES)
def outcome() -> ResponseReturnValue:
    """What has just been sent."""
    ids = [int(one) for one in request.args.getlist("choix") if one.isdecimal() and len(one) < 15]
    rows = named(ids, current_asker().organisation_id)
    return render_template(f"{PART}/outcome.html", rows=rows, columns=SENT)


@bp.get("/demain")
@allow(*BODY_ROLES)
def tomorrow() -> ResponseReturnValue:
    """What the ladder will say on the next working day, if nothing is done until then."""
    body_id, day = current_asker().organisation_id, add_working_days(today(), 1)
    lines = [line for line in lines_of(body_id, day) if line.due is not None]
    leaving = [one for one in drafts_of(lines, body_id) if one.line.settled.automatic]
    return render_template(
        f"{PART}/tomorrow.html",
        day=day,
        rows=leaving,
        columns=TOMORROW,
        automatic=all(line.settled.automatic for line in lines),
    )


@bp.get("/entreprises/<int:organisation_id>")
@allow(*BODY_ROLES)
def company(organisation_id: int) -> ResponseReturnValue:
    """All that a company owes, what was said, whom to reach, what is held back."""
    asker, organisation = current_asker(), known(organisation_id)
    line = line_of(asker.organisation_id, organisation.id, today())
    drafts = drafts_of([line], asker.organisation_id) if line else []
    return render_template(
        f"{PART}/company.html",
        organisation=organisation,
        line=line,
        draft=drafts[0] if drafts else None,
        owed_columns=OWED,
        said=reminders_of(asker.organisation_id, organisation.id),
        said_columns=SAID,
        calls=calls_of(asker.organisation_id, organisation.id),
        call_columns=CALLED,
        holds=running(asker, organisation.id),
        requests=requests_about(organisation.id, asker.organisation_id),
        tones=TONES,
        contact_tones=CONTACT_TONES,
        standings=sorted(line.standings, key=lambda one: one.debt.due_on) if line else [],
        today=today(),
    )
