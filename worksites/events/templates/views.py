"""Copy an event to another day, keep it as a template, use and remove templates."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.once.forms import OnceForm
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.events.models import Event
from worksites.events.pages import EDITORS, done, event_url, form_page, own_event
from worksites.events.templates.copy_queries import copy_event, remove_template, save_template
from worksites.events.templates.exports import COLUMNS
from worksites.events.templates.forms import CopyForm, TemplateForm
from worksites.events.templates.queries import template_of, template_rows
from worksites.events.when_rules import local, moment

bp = Blueprint("event_templates", __name__, url_prefix="/evenements")
LEAD = "Créneaux, déroulé, tâches, budget prévu, places et textes suivent le nouveau jour."


def own_template(event_id: int) -> Event:
    """The asker's template, or 404."""
    return template_of(current_asker(), event_id) or abort(404)


@bp.get("/<int:event_id>/copier")
@bp.post("/<int:event_id>/copier")
@allow(*EDITORS)
def copy(event_id: int) -> ResponseReturnValue:
    """The same event on another day."""
    event = own_event(event_id)
    form = CopyForm(title=event.title, starts=local(event.starts_at).time())
    return _copy_page("Copier à un autre jour", event, form, event_url(event))


@bp.get("/<int:event_id>/modele")
@bp.post("/<int:event_id>/modele")
@allow(*EDITORS)
def save(event_id: int) -> ResponseReturnValue:
    """Keep an event as a template."""
    event = own_event(event_id)
    form = TemplateForm(name=event.title[:120])

    def act() -> str:
        save_template(event, form.name.data or "", current_asker().account_id)
        return url_for(".index")

    there = done_once(form, act)
    if there is not None:
        flash("Le modèle est enregistré.")
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    lead = "Un modèle garde tout de l’événement, sauf ses candidats et ses dates."
    return form_page("Enregistrer comme modèle", form, event, lead=lead)


@bp.get("/modeles/")
@allow(*EDITORS)
def index() -> ResponseReturnValue:
    """The templates of the body."""
    return render_template(
        "worksites/events/templates/index.html",
        rows=template_rows(current_asker()),
        columns=COLUMNS,
        trail=[("Événements", url_for("events.index"))],
    )


@bp.get("/modeles/<int:event_id>/utiliser")
@bp.post("/modeles/<int:event_id>/utiliser")
@allow(*EDITORS)
def use(event_id: int) -> ResponseReturnValue:
    """An event made from a template."""
    template = own_template(event_id)
    form = CopyForm(title=template.title, starts=local(template.starts_at).time())
    return _copy_page(f"Nouvel événement : {template.template}", template, form, url_for(".index"))


@bp.get("/modeles/<int:event_id>/supprimer")
@bp.post("/modeles/<int:event_id>/supprimer")
@allow(*EDITORS)
def remove(event_id: int) -> ResponseReturnValue:
    """A template is offered no more."""
    template = own_template(event_id)
    form = OnceForm()
    if form.accepted():
        done(lambda: remove_template(template), "Le modèle est supprimé.")
        return redirect(url_for(".index"))
    lead = f"« {template.template} » n’est plus proposé. Les événements faits à partir de lui restent."
    return form_page(
        "Supprimer ce modèle", form, lead=lead, submit="Supprimer", danger=True, cancel=url_for(".index")
    )


def _copy_page(title: str, source: Event, form: CopyForm, cancel: str) -> ResponseReturnValue:
    def act() -> str:
        starts_at = moment(form.day.data, form.starts.data)
        made = copy_event(
            source,
            starts_at,
            current_asker().account_id,
            title=form.title.data or "",
            with_guests=form.with_guests.data,
        )
        return event_url(made)

    there = done_once(form, act)
    if there is not None:
        flash("L’événement est en préparation, avec tout ce qui était prêt.")
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    return form_page(title, form, lead=LEAD, cancel=cancel, submit="Créer l’événement")
