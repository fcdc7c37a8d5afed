"""Write worksites down."""

from datetime import date
from typing import Any

from sqlalchemy import select

from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.words import RuleBroken
from worksites.sites.models import Worksite
from worksites.sites.place_rules import Position
from worksites.sites.rules import check_dates

OUTDATED = (
    "Quelqu’un a modifié ce chantier pendant que vous l’aviez sous les yeux : rouvrez-le, puis recommencez."
)


def create_worksite(body_id: int, **values: Any) -> Worksite:
    """A new worksite of a body (`name` is owed). Leaves `worksite.created`."""
    worksite = Worksite(body_id=body_id)
    _fill(worksite, values)
    db.session.add(worksite)
    record("worksite.created", worksite, name=worksite.name)
    return worksite


def change_worksite(worksite: Worksite, version: int | None, **values: Any) -> None:
    """Change a worksite as it was at `version`, else refuse. Leaves `worksite.changed`."""
    if version is not None and version != worksite.version:
        raise RuleBroken(OUTDATED)
    before = {name: getattr(worksite, name) for name in values if name != "position"}
    _fill(worksite, values)
    changed = sorted(name for name, value in before.items() if getattr(worksite, name) != value)
    record("worksite.changed", worksite, fields=changed)


def archive_worksite(worksite: Worksite, on: date | None) -> None:
    """Put a worksite away (None: take it back)."""
    worksite.archived_on = on
    record("worksite.archived" if on else "worksite.restored", worksite)


def _fill(worksite: Worksite, values: dict[str, Any]) -> None:
    position: Position | None = values.pop("position", None)
    check_dates(values.get("starts_on"), values.get("ends_on"))
    _check_name(worksite, values.get("name", worksite.name))
    for name, value in values.items():
        setattr(worksite, name, value)
    worksite.latitude = position.latitude if position else None
    worksite.longitude = position.longitude if position else None


def _check_name(worksite: Worksite, name: str) -> None:
    """No two worksites of a body bear the same name, whatever the case and the accents."""
    with db.session.no_autoflush:
        found = db.session.execute(
            select(Worksite.id, Worksite.name).where(Worksite.body_id == worksite.body_id)
        ).all()
    key = search_key(name)
    if any(search_key(row.name) == key and row.id != worksite.id for row in found):
        raise RuleBroken("Un chantier porte déjà ce nom.", "name")
