"""What the labour needs add to the page of a worksite and of an operation."""

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import url_for

from facilitator.access import COMPANY_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Panel
from facilitator.formats import day, hours
from worksites.sites.needs.chart_rules import draw_needs
from worksites.sites.needs.queries import curve_over
from worksites.sites.needs.rules import Curve

FILTERS = {"worksite": "chantier", "operation": "programme"}
"""The filter of the curve's page, by kind of thing."""


def told_of(curve: Curve) -> str:
    """The curve in one sentence."""
    span = f"de la semaine du {day(curve.weeks[0])} à celle du {day(curve.weeks[-1])}"
    left = f", dont {hours(curve.insertion_minutes)} d’insertion à faire" if curve.insertion_minutes else ""
    return f"{hours(curve.minutes)} de travail{left}, {span}."


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The curve, where something is needed."""
    name = FILTERS.get(kind)
    if name is None or asker.role in COMPANY_ROLES:
        return
    curve = curve_over(asker, {name: str(thing_id)}, today())
    if curve.minutes or curve.insertion_minutes:
        shown = {
            "curve": curve,
            "drawing": draw_needs(curve, today()),
            "told": told_of(curve),
            "url": f"{url_for('labour_needs.index')}?{urlencode({name: thing_id})}",
        }
        yield Panel("worksites/sites/needs/panel.html", shown)
