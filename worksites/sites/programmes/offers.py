"""What programmes add to the page of an operation, and to that of an employment."""

from collections.abc import Iterator

from flask import url_for

from clauses.parameters.catalogue.rules import whole
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Link, Panel
from worksites.sites.needs.queries import settings_on
from worksites.sites.programmes.exports import ANRU
from worksites.sites.programmes.queries import anru_of, programme_of, residents_of
from worksites.sites.rules import ProgrammeKind


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """Say what an operation is; say where somebody lived."""
    if asker.role not in BODY_ROLES:
        return
    if kind == "operation":
        yield Link("Programme", url_for("programmes.edit", operation_id=thing_id))
        yield Link("Nouveau chantier", url_for("worksites.create", programme=thing_id))
    elif kind == "employment":
        yield Link("Quartier à l’embauche", url_for("programmes.residence", employment_id=thing_id))


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The programme of an operation: the charter's rates for an NPNRU, the residents hired."""
    if kind != "operation" or asker.role in COMPANY_ROLES:
        return
    programme = programme_of(thing_id)
    if programme is None:
        return
    on = today()
    least = 1 if asker.body_id is not None else whole(settings_on(asker, on), "published_least")
    shown = {
        "programme": programme,
        "lines": anru_of(asker, thing_id, on) if programme.kind is ProgrammeKind.URBAN_RENEWAL else [],
        "columns": ANRU,
        "renewal": programme.kind is ProgrammeKind.URBAN_RENEWAL,
        "worked_url": _worked_url(asker, thing_id),
        "residents": residents_of(asker, thing_id, programme.neighbourhood).told(least),
    }
    yield Panel("worksites/sites/programmes/panel.html", shown)


def _worked_url(asker: Asker, operation_id: int) -> str:
    """Where the hours worked are told; '' for whom reads only what comes of it."""
    return url_for("worked_hours.index", operation_id=operation_id) if asker.role in BODY_ROLES else ""
