"""The page « Décider »: what was seen, what follows from it, at each sending; then the decision."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.parameters.queries import settings_of
from clauses.people.documents.queries import documents_about
from clauses.people.eligibility.deciding_queries import (
    certify,
    draft_for,
    first_hires,
    keep_draft,
    verdict_of,
)
from clauses.people.eligibility.deciding_rules import Facts, Seen, Verdict, hint_of
from clauses.people.eligibility.forms import SeenForm, seen_form
from clauses.people.eligibility.models import EligibilityDraft
from clauses.people.eligibility.queries import draft_of, history_of
from clauses.people.eligibility.rules import Scheme, Structure
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participant_of
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.once.queries import answer_of, keep, new_key
from facilitator.words import RuleBroken

bp = Blueprint("deciding", __name__, url_prefix="/eligibilite/personnes")


def own_person(participant_id: int) -> Participant:
    """A person of the asker's body, or 404."""
    return participant_of(current_asker(), participant_id) or abort(404)


def asked_scheme() -> Scheme:
    """The scheme that the address names; the clause when it names none."""
    wanted = request.args.get("dispositif", Scheme.CLAUSE.value)
    return next((scheme for scheme in Scheme if scheme == wanted), None) or abort(404)


@bp.get("/<int:participant_id>/decider")
@allow(*BODY_ROLES)
def decide(participant_id: int) -> ResponseReturnValue:
    """What was kept, or what was seen the last time without its dates."""
    person, scheme = own_person(participant_id), asked_scheme()
    draft = draft_of(current_asker(), person.id, scheme)
    made = seen_form(scheme, documents_for(person))
    form = made(formdata=None, data=_kept(draft) if draft else _last(person, scheme))
    form.form_key.data = new_key()
    return page_of(person, form, _verdict(draft, form) if draft else None)


def documents_for(person: Participant) -> dict[str, str]:
    """The documents about a person that were seen, or can still be."""
    found = documents_about(current_asker(), person.id)
    return {str(one.id): f"{one.number}, {one.kind.label}" for one in found if one.path or one.checked_on}


def _kept(draft: EligibilityDraft) -> dict[str, Any]:
    """A draft as the values of its form."""
    values: dict[str, Any] = {"hired_on": draft.hired_on, "opinion": draft.opinion}
    values |= {"structure": draft.structure, "by_prescriber": draft.by_prescriber}
    for one in map(Seen.read, draft.seen):
        values |= {f"c_{one.criterion}": True, f"p_{one.criterion}": one.proof}
        values |= {f"d_{one.criterion}": one.dated_on, f"u_{one.criterion}": one.valid_until}
        values[f"f_{one.criterion}"] = "" if one.document is None else str(one.document)
    return values


def _last(person: Participant, scheme: Scheme) -> dict[str, Any]:
    """The criteria of the last decision under the scheme: their proofs are to be seen anew."""
    values: dict[str, Any] = {"hired_on": first_hires([person.id], today()).get(person.id)}
    known = [one for one in history_of(current_asker(), person.id) if one.scheme is scheme and one.criteria]
    for one in known[0].criteria if known else ():
        values |= {f"c_{one.criterion}": True, f"p_{one.criterion}": one.proof}
    return values


@bp.post("/<int:participant_id>/decider")
@allow(*BODY_ROLES)
def send(participant_id: int) -> ResponseReturnValue:
    """Look at what follows (nothing is kept), keep it for later, or decide."""
    person, scheme = own_person(participant_id), asked_scheme()
    form, act = seen_form(scheme, documents_for(person))(), request.form.get("act", "look")
    if not form.accepted():
        return page_of(person, form, None), 422
    try:
        if act in ("keep", "decide"):
            return redirect(acted(person, form, act))
        draft = drafted(person, form)
        verdict = verdict_of(draft)
    except RuleBroken as broken:
        db.session.rollback()
        form.refuse(broken)
        return page_of(own_person(participant_id), form, None), 422
    db.session.rollback()
    return page_of(own_person(participant_id), form, verdict)


def acted(person: Participant, form: SeenForm, act: str) -> str:
    """Keep or decide, once however often the form is sent; where the answer is."""
    asker = current_asker()
    key, sender, held = form.form_key.data or "", f"user {asker.user_id}", request.form.to_dict(flat=False)
    known = answer_of(key, sender, held)
    if known is not None:
        return known
    draft = drafted(person, form)
    if act == "keep":
        keep_draft(draft)
        flash("Ce que vous avez vu est gardé : il reste à décider.")
    else:
        certify(asker, draft)
        flash("Éligibilité validée. L’entreprise qui l’a demandée est prévenue.")
    location = url_for("eligibility.show", participant_id=person.id)
    keep(key, sender, held, location)
    db.session.commit()
    return location


def drafted(person: Participant, form: SeenForm) -> EligibilityDraft:
    """What the form says, not kept yet."""
    structure = form["structure"].data if "structure" in form else ""
    facts = Facts(
        form.scheme,
        person.birth_date,
        form.hired_on.data,
        form.opinion.data or "",
        next((one for one in Structure if one == structure), None),
        "by_prescriber" in form and bool(form["by_prescriber"].data),
    )
    return draft_for(current_asker(), person, form.scheme, facts, form.seen())


def _verdict(draft: EligibilityDraft, form: SeenForm) -> Verdict | None:
    try:
        return verdict_of(draft)
    except RuleBroken as broken:
        form.refuse(broken)
        return None


def page_of(person: Participant, form: SeenForm, verdict: Verdict | None) -> str:
    """The page, with what follows from the form."""
    asker = current_asker()
    settings = settings_of(asker, today())
    return render_template(
        "clauses/people/eligibility/decide.html",
        person=person,
        form=form,
        verdict=verdict,
        schemes=Scheme,
        hints={one.key: hint_of(one, settings) for one, *_ in form.groups()},
    )
