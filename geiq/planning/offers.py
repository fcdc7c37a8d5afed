"""What the planning offers to the home page and to the search."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Alert, Hit, Link
from facilitator.formats import day
from geiq.planning.needs.queries import has_works, outlook_of
from geiq.planning.plans.queries import plans_named
from geiq.planning.sentence_rules import people_of

SOON_DAYS = 30
"""An information meeting to hold within so many days is said on the home page."""


def alerts(asker: Asker) -> Iterator[Alert]:
    """The needs whose information meeting is near: how many people of which trade, before when."""
    if asker.role not in BODY_ROLES or not has_works(asker, today()):
        return
    for row in outlook_of(asker, today()).rows:
        if row.plan is None or row.late or (row.plan.information_by - today()).days > SOON_DAYS:
            continue
        said = people_of(row.need.people, row.need.trade)
        sentence = f"{said} à trouver : réunion d’information avant le {day(row.plan.information_by)}"
        url = url_for("needs.show", metier=row.need.trade, debut=row.need.first.isoformat())
        yield Alert(row.need.people, sentence, url)


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """From the labour needs (of an operation, by its number), and from an operation: whom it lacks, and the
    cohorts to open."""
    if kind in ("labour_needs", "operation") and asker.role in BODY_ROLES:
        yield Link("Préparer les cohortes", url_for("needs.index", operation=thing_id or None))


def hits(asker: Asker, text: str) -> Iterator[Hit]:
    """The plans whose name holds the words."""
    if asker.role in BODY_ROLES:
        for plan in plans_named(asker, text):
            yield Hit("Plan de cohortes", plan.name, plan.state.label, url_for("plans.show", plan_id=plan.id))
