"""The employments: add, look, change, end; the contracts they work for."""

from contextlib import suppress
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.contract_rules import Outdated
from clauses.contracts.models import Commitment
from clauses.contracts.pages import saved
from clauses.contracts.queries import part_of
from clauses.people.employments.forms import AssignmentForm, EmploymentForm, EndForm
from clauses.people.employments.models import Employment
from clauses.people.employments.offered_queries import (
    commitments_offered,
    employer_chosen,
    employers_offered,
    people_offered,
    words_of,
)
from clauses.people.employments.queries import assignment_of, assignments_seen, employment_of
from clauses.people.employments.record_queries import (
    assign,
    change_employment,
    contract_span,
    create_employment,
    end_assignment,
    end_employment,
    span_of,
)
from clauses.people.employments.rules import ContractType, advice
from clauses.people.employments.trades.rules import offered
from clauses.people.participants.models import Participant
from clauses.people.participants.pages import EDITORS, READERS, own_person, person_url, trail
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db
from facilitator.forms import Form
from facilitator.once.queries import answer_of, keep, new_key
from facilitator.words import RuleBroken

bp = Blueprint("employments", __name__, url_prefix="/contrats-de-travail")


def own_employment(employment_id: int) -> Employment:
    """The asker's employment, or 404."""
    return employment_of(current_asker(), employment_id) or abort(404)


def employment_url(employment: Employment) -> str:
    """The employment's page."""
    return url_for("employments.show", employment_id=employment.id)


def way_to(employment: Employment) -> list[tuple[str, str]]:
    """The breadcrumb down to an employment."""
    return [*trail(employment.participant), ("Contrat de travail", employment_url(employment))]


def form_page(
    title: str, form: Form, lead: str, cancel: str, way: list[tuple[str, str]], code: int = 200
) -> ResponseReturnValue:
    """A page that holds one form."""
    shown: dict[str, object] = {"title": title, "form": form, "lead": lead, "cancel": cancel, "trail": way}
    sheet = "sheet" if isinstance(form, EmploymentForm) else "form"
    shown["trades"] = offered()
    return render_template(f"clauses/people/employments/{sheet}.html", **shown), code


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*EDITORS)
def new() -> ResponseReturnValue:
    """A new employment of the person that the address names."""
    asker, text = current_asker(), request.args.get("personne", "")
    person = own_person(int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0)
    form = EmploymentForm()
    form.offer(employers_offered(asker), commitments_offered(asker))
    if request.method != "POST":
        form.form_key.data, form.commitment_id.data = new_key(), asked_commitment()
        prefill(form)
    held, sender = request.form.to_dict(flat=False), f"user {asker.user_id}"
    if form.accepted() and (known := answer_of(form.form_key.data or "", sender, held)):
        return redirect(known)
    made: list[Employment] = []

    def make() -> None:
        made.append(_made(person, form))
        keep(form.form_key.data or "", sender, held, employment_url(made[0]))

    if saved(form, make):
        flash("Le contrat de travail est enregistré.")
        return redirect(employment_url(made[0]))
    lead = f"Qui emploie {person.name}, à quel métier, depuis quand."
    return form_page("Nouveau contrat de travail", form, lead, person_url(person), trail(person))


def prefill(form: EmploymentForm) -> None:
    """What the address already says of an employment: employer, contract, trade, first day."""
    text, contract = request.args.get("employeur", ""), request.args.get("contrat", "")
    if text.isascii() and text.isdigit() and int(text) in form.employer_id.choices:
        form.employer_id.data = int(text)
    if contract in dict(ContractType.choices()):
        form.contract_type.data = ContractType(contract)
    form.trade.data = request.args.get("metier", "")[:120]
    with suppress(ValueError):
        form.starts_on.data = date.fromisoformat(request.args.get("debut", ""))


def _made(person: Participant, form: EmploymentForm) -> Employment:
    employment = create_employment(person, chosen(form), **form.values())
    if form.commitment_id.data:
        assign(employment, own_commitment(form.commitment_id.data))
    return employment


def chosen(form: EmploymentForm) -> Organisation:
    """The employer that the form names."""
    siret, name = form.siret.data or "", form.employer_name.data or ""
    asker, kind = current_asker(), form.employer_kind.data
    return employer_chosen(asker, form.employer_id.data, siret, name, kind)


def own_commitment(commitment_id: int) -> Commitment:
    """The asker's commitment that a form chose."""
    found = part_of(current_asker(), Commitment, commitment_id)
    if found is None:
        raise RuleBroken("Choisissez le marché dans la liste.", "commitment_id")
    return found


@bp.get("/pour/<int:commitment_id>")
@allow(*EDITORS)
def who(commitment_id: int) -> ResponseReturnValue:
    """Who will work for a commitment: the company's own people, or those that a name finds."""
    asker = current_asker()
    commitment = part_of(asker, Commitment, commitment_id) or abort(404)
    text = request.args.get("q", "").strip()[:200]
    return render_template(
        "clauses/people/employments/who.html",
        commitment=commitment,
        words=words_of(commitment),
        text=text,
        rows=people_offered(asker, commitment, text, today()),
    )


def asked_commitment() -> int:
    """The commitment that the address names, for a form to choose first; 0 when it names none."""
    text = request.args.get("engagement", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@bp.get("/<int:employment_id>")
@allow(*READERS)
def show(employment_id: int) -> ResponseReturnValue:
    """One employment, and the contracts it works for."""
    asker, employment = current_asker(), own_employment(employment_id)
    assignments = assignments_seen(asker, employment)
    editor = asker.role in BODY_ROLES
    said = [
        (words_of(each.commitment), sentence)
        for each in assignments
        for sentence in advice(span_of(employment), contract_span(each.commitment))
    ]
    return render_template(
        "clauses/people/employments/show.html",
        employment=employment,
        lines=[(each, words_of(each.commitment)) for each in assignments],
        editor=editor,
        said=said if editor else [],
        trail=trail(employment.participant),
    )


@bp.get("/<int:employment_id>/modifier")
@bp.post("/<int:employment_id>/modifier")
@allow(*EDITORS)
def edit(employment_id: int) -> ResponseReturnValue:
    """Change an employment; somebody else's change since the form was shown stops it."""
    employment = own_employment(employment_id)
    form = EmploymentForm(obj=employment)
    form.offer(employers_offered(current_asker()), None)
    if request.method != "POST":
        form.shown_version.data = str(employment.version)
    text = form.shown_version.data or ""
    version = int(text) if text.isdecimal() else 0

    def change() -> None:
        change_employment(employment, version, employer=chosen(form), **form.values())

    back, title = employment_url(employment), "Modifier le contrat de travail"
    try:
        if saved(form, change):
            flash("Le contrat de travail est modifié.")
            return redirect(back)
    except Outdated:
        db.session.rollback()
        form.shown_version.data = str(employment.version)
        lead = (
            "Quelqu’un a modifié ce contrat pendant que vous écriviez. Rien n’a été enregistré, et votre "
            "saisie est ci-dessous : enregistrez de nouveau pour la garder."
        )
        return form_page("Ce contrat vient d’être modifié", form, lead, back, way_to(employment), 409)
    return form_page(title, form, "", back, way_to(employment))


@bp.get("/<int:employment_id>/terminer")
@bp.post("/<int:employment_id>/terminer")
@allow(*EDITORS)
def end(employment_id: int) -> ResponseReturnValue:
    """The last day of an employment; what it works for ends with it."""
    employment = own_employment(employment_id)
    form = EndForm(obj=employment)
    if request.method != "POST" and form.ends_on.data is None:
        form.ends_on.data = today()
    back = employment_url(employment)
    if saved(form, lambda: end_employment(employment, form.ends_on.data, form.end_reason.data or "")):
        flash("La fin du contrat est enregistrée, et ses affectations finissent avec lui.")
        return redirect(back)
    lead = "Ses affectations finissent le même jour. Les heures déjà déclarées ne changent pas."
    return form_page("Terminer le contrat de travail", form, lead, back, way_to(employment))


@bp.get("/<int:employment_id>/affecter")
@bp.post("/<int:employment_id>/affecter")
@allow(*EDITORS)
def assign_to(employment_id: int) -> ResponseReturnValue:
    """The employment works for one contract more."""
    employment = own_employment(employment_id)
    form = AssignmentForm()
    form.offer(commitments_offered(current_asker()))
    if request.method != "POST":
        form.commitment_id.data = asked_commitment()
    back = employment_url(employment)
    if saved(
        form,
        lambda: assign(
            employment, own_commitment(form.commitment_id.data), form.starts_on.data, form.ends_on.data
        ),
    ):
        flash("L’affectation est enregistrée : la personne figure désormais sur les relevés de ce marché.")
        return redirect(back)
    lead = "La clause du marché dit quelles façons de réaliser les heures elle admet."
    return form_page("Affecter à un marché", form, lead, back, way_to(employment))


@bp.get("/affectations/<int:assignment_id>/terminer")
@bp.post("/affectations/<int:assignment_id>/terminer")
@allow(*EDITORS)
def unassign(assignment_id: int) -> ResponseReturnValue:
    """The last day of an assignment."""
    assignment = assignment_of(current_asker(), assignment_id) or abort(404)
    form = EndForm(ends_on=assignment.ends_on or today())
    del form.end_reason
    back = employment_url(assignment.employment)
    if saved(form, lambda: end_assignment(assignment, form.ends_on.data)):
        flash("La fin de l’affectation est enregistrée.")
        return redirect(back)
    lead = f"{words_of(assignment.commitment)} : la personne ne figurera plus sur les relevés qui suivent."
    return form_page("Terminer l’affectation", form, lead, back, way_to(assignment.employment))
