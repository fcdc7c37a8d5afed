"""The parts of a scheme, each by its own form: offers, fundings, partners, team, figures."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.db import db
from geiq.pathways.pages import EDITORS, acting_page, confirm_page, own_scheme, scheme_trail, scheme_url
from geiq.pathways.scheme_models import (
    SchemeEventGoal,
    SchemeFigure,
    SchemeFunding,
    SchemeOffer,
    SchemePartner,
    SchemePost,
    SupportScheme,
)
from geiq.pathways.schemes.forms import (
    EventGoalForm,
    FigureForm,
    FundingForm,
    OfferForm,
    PartForm,
    PostForm,
    SchemePartnerForm,
)
from geiq.pathways.schemes.queries import SchemePart, drop_part, organisations_offered, put_part

bp = Blueprint("scheme_parts", __name__, url_prefix="/dispositifs/<int:scheme_id>")


@dataclass(frozen=True)
class Sort:
    """A sort of part: the scheme's list that holds it, its table, its form, its French name."""

    held: str
    model: type[SchemePart]
    form: type[PartForm]
    called: str


SORTS = {
    "offres": Sort("offers", SchemeOffer, OfferForm, "offre"),
    "financements": Sort("fundings", SchemeFunding, FundingForm, "financement"),
    "partenaires": Sort("partners", SchemePartner, SchemePartnerForm, "partenaire"),
    "equipe": Sort("team", SchemePost, PostForm, "poste"),
    "chiffres": Sort("figures", SchemeFigure, FigureForm, "chiffre publié"),
    "evenements": Sort("event_goals", SchemeEventGoal, EventGoalForm, "événement annuel"),
}


def sort_of(name: str) -> Sort:
    """A sort by its word in the address, or 404."""
    return SORTS.get(name) or abort(404)


def own_part(scheme: SupportScheme, sort: Sort, part_id: int) -> SchemePart:
    """A part of this scheme, or 404."""
    parts: list[SchemePart] = getattr(scheme, sort.held)
    return next((one for one in parts if one.id == part_id), None) or abort(404)


@bp.get("/<word>/ajouter")
@bp.post("/<word>/ajouter")
@allow(*EDITORS)
def add(scheme_id: int, word: str) -> ResponseReturnValue:
    """Add a part."""
    scheme, sort = own_scheme(scheme_id), sort_of(word)
    return _sheet(scheme, word, sort.form(), None, f"Ajouter{_article(sort)}")


@bp.get("/<word>/<int:part_id>")
@bp.post("/<word>/<int:part_id>")
@allow(*EDITORS)
def edit(scheme_id: int, word: str, part_id: int) -> ResponseReturnValue:
    """Change a part."""
    scheme, sort = own_scheme(scheme_id), sort_of(word)
    part = own_part(scheme, sort, part_id)
    return _sheet(scheme, word, sort.form(obj=part), part, f"Modifier{_article(sort)}")


def _article(sort: Sort) -> str:
    return f" une {sort.called}" if sort.called == "offre" else f" un {sort.called}"


def _sheet(
    scheme: SupportScheme, word: str, form: PartForm, part: SchemePart | None, title: str
) -> ResponseReturnValue:
    form.offer(organisations_offered(current_asker()))
    back = scheme_url(scheme, word)

    def act() -> str:
        put_part(scheme, part or sort_of(word).model(), form.values())
        return back

    return acting_page(form, act, title, scheme_trail(scheme), cancel=back)


@bp.get("/<word>/<int:part_id>/supprimer")
@bp.post("/<word>/<int:part_id>/supprimer")
@allow(*EDITORS)
def remove(scheme_id: int, word: str, part_id: int) -> ResponseReturnValue:
    """Take a part away, once confirmed."""
    scheme, sort = own_scheme(scheme_id), sort_of(word)
    part, back = own_part(scheme, sort, part_id), scheme_url(scheme, word)
    if request.method == "POST":
        drop_part(scheme, part)
        db.session.commit()
        flash("C’est supprimé.")
        return redirect(back)
    named = getattr(part, "title", "") or getattr(part, "name", "") or getattr(part, "funder", "")
    title = f"Supprimer{_article(sort)}\u202f?"
    return confirm_page(title, [named], "Supprimer", back, trail=scheme_trail(scheme))
