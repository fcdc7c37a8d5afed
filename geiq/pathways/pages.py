"""What the pages of the pathways share: who comes, the thing or 404, the trail, a form that acts once."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import form_page
from facilitator.access import BODY_ROLES, Role, current_asker
from facilitator.once.forms import OnceForm
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from geiq.pathways.knowing.queries import followed, living_followers, pathway_of, reach_of
from geiq.pathways.knowing.rules import Reach
from geiq.pathways.models import Pathway
from geiq.pathways.scheme_models import SupportScheme
from geiq.pathways.schemes.queries import scheme_of

EDITORS = tuple(sorted(BODY_ROLES))
READERS = (*EDITORS, Role.PARTNER)
Trail = list[tuple[str, str]]


def own_scheme(scheme_id: int) -> SupportScheme:
    """The asker's scheme, or 404."""
    return scheme_of(current_asker(), scheme_id) or abort(404)


def known_pathway(pathway_id: int) -> Pathway:
    """A pathway that the asker knows to exist, or 404."""
    return pathway_of(current_asker(), pathway_id) or abort(404)


def followed_pathway(pathway_id: int) -> Pathway:
    """A pathway that the asker follows, or 404: what she does not follow, she does not touch."""
    return followed(current_asker(), pathway_id) or abort(404)


def may_entrust(pathway: Pathway) -> bool:
    """Whether the asker may say who follows: she does herself, she is the head, or nobody is left."""
    asker = current_asker()
    if asker.body_id is None:
        return False
    if asker.role is Role.HEAD or reach_of(asker, pathway) is Reach.FOLLOWS:
        return True
    return pathway.organisation_id is None and not living_followers(pathway)


def scheme_url(scheme: SupportScheme, anchor: str | None = None) -> str:
    """The page of a scheme."""
    return url_for("schemes.show", scheme_id=scheme.id, _anchor=anchor)


def pathway_url(pathway: Pathway, anchor: str | None = None) -> str:
    """The page of a pathway."""
    return url_for("pathways.show", pathway_id=pathway.id, _anchor=anchor)


def scheme_trail(scheme: SupportScheme | None = None) -> Trail:
    """The breadcrumb down to a scheme."""
    found = [("Dispositifs", url_for("schemes.index"))]
    return found if scheme is None else [*found, (scheme.name, scheme_url(scheme))]


def trail(pathway: Pathway | None = None) -> Trail:
    """The breadcrumb down to a pathway."""
    found = [("Parcours", url_for("pathways.index"))]
    return found if pathway is None else [*found, (pathway.participant.name, pathway_url(pathway))]


def acting_page(
    form: OnceForm, act: Callable[[], str], title: str, trail: Trail, **shown: Any
) -> ResponseReturnValue:
    """The page of a form that acts once; `done` is said when it has, `submit` and `lead` as usual."""
    done = shown.pop("done", "C’est enregistré.")
    there = done_once(form, act)
    if there is not None:
        flash(done)
        return redirect(there)
    if not form.form_key.data:
        form.form_key.data = new_key()
    return form_page(title, form, trail=trail, code=422 if form.errors else 200, **shown)


def confirm_page(title: str, sentences: list[str], submit: str, cancel: str, **shown: Any) -> str:
    """The page that asks before an act."""
    return render_template(
        "clauses/contracts/confirm.html",
        title=title,
        sentences=sentences,
        submit=submit,
        cancel=cancel,
        **{"danger": True, **shown},
    )
