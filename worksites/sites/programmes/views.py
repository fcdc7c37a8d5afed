"""What an operation is as a programme; where somebody lived on the day of the hire."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.operations.views import own_operation
from clauses.contracts.operations.views import trail as operation_trail
from clauses.contracts.pages import saved
from clauses.people.employments.queries import employment_of
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.forms import Form
from worksites.sites.pages import EDITORS
from worksites.sites.programmes.forms import ProgrammeForm, ResidenceForm
from worksites.sites.programmes.queries import (
    neighbourhoods_of,
    programme_of,
    residence_of,
    set_programme,
    set_residence,
)

bp = Blueprint("programmes", __name__)


@bp.get("/operations/<int:operation_id>/programme")
@bp.post("/operations/<int:operation_id>/programme")
@allow(*EDITORS)
def edit(operation_id: int) -> ResponseReturnValue:
    """Say what an operation is: its rules follow."""
    operation = own_operation(operation_id)
    form = ProgrammeForm(obj=programme_of(operation.id))
    back = url_for("operations.show", operation_id=operation.id)
    if saved(form, lambda: set_programme(operation, form.kind.data, form.neighbourhood.data or "")):
        flash("Le programme est enregistré.")
        return redirect(back)
    return _page("Programme", form, back, operation_trail(operation))


@bp.get("/contrats-de-travail/<int:employment_id>/quartier")
@bp.post("/contrats-de-travail/<int:employment_id>/quartier")
@allow(*EDITORS)
def residence(employment_id: int) -> ResponseReturnValue:
    """Where somebody lived on the day of the hire; what was recorded before stays in the journal."""
    asker = current_asker()
    employment = employment_of(asker, employment_id) or abort(404)
    form = ResidenceForm(obj=residence_of(employment.id))
    back = url_for("employments.show", employment_id=employment.id)
    seen = (today(), asker.user_id)
    if saved(form, lambda: set_residence(employment, form.neighbourhood.data or "", form.proof.data, seen)):
        flash("Le quartier à l’embauche est enregistré.")
        return redirect(back)
    return _page("Quartier à l’embauche", form, back, [("Contrat de travail", back)])


def _page(title: str, form: Form, cancel: str, above: list[tuple[str, str]]) -> ResponseReturnValue:
    page = render_template(
        "worksites/sites/programmes/edit.html",
        title=title,
        form=form,
        cancel=cancel,
        trail=above,
        neighbourhoods=neighbourhoods_of(current_asker()),
    )
    return page, 422 if form.errors else 200
