"""The list of worksites: its filters, its order, what each line counts, all inside what the asker may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from clauses.contracts.operations.models import Operation
from clauses.parameters.catalogue.rules import whole
from facilitator.access import Asker
from facilitator.db import db
from facilitator.formats import search_key
from worksites.sites.models import WorkPhase, Worksite
from worksites.sites.needs.queries import settings_on
from worksites.sites.place_rules import Moment, Position, SiteToDo, moment_of
from worksites.sites.queries import phases_of, shares_of, worksites_of


@dataclass(frozen=True)
class WorksiteRow:
    """A line of the list: the worksite, where it stands in its time, what the asker sees hang on it."""

    worksite: Worksite
    moment: Moment
    contracts: int
    phases: int

    @property
    def position(self) -> Position | None:
        """Where it is on a map."""
        return position_of(self.worksite)


def position_of(worksite: Worksite) -> Position | None:
    """Where a worksite is on a map; None when nobody said."""
    if worksite.latitude is None or worksite.longitude is None:
        return None
    return Position(worksite.latitude, worksite.longitude)


def _at(moment: Moment, on: date) -> ColumnElement[bool]:
    begun, starts, ends = Worksite.starts_on <= on, Worksite.starts_on, Worksite.ends_on
    over = and_(ends < on, or_(starts.is_(None), begun))
    dated = or_(starts.is_not(None), ends.is_not(None))
    return {
        Moment.UNDATED: ~dated,
        Moment.COMING: starts > on,
        Moment.OVER: over,
        Moment.RUNNING: and_(dated, or_(starts.is_(None), begun), or_(ends.is_(None), ends >= on)),
    }[moment]


def _phased(asker: Asker, wanted: SiteToDo, on: date) -> ColumnElement[bool]:
    """Worksites with a phase that begins soon; those that are not over and have none."""
    here = phases_of(asker)
    if wanted is SiteToDo.SOON:
        limit = on + timedelta(weeks=whole(settings_on(asker, on), "worksite_alert_weeks"))
        soon = here.where(WorkPhase.starts_on > on, WorkPhase.starts_on <= limit)
        return Worksite.id.in_(soon.with_only_columns(WorkPhase.worksite_id))
    over = and_(Worksite.ends_on.is_not(None), Worksite.ends_on < on)
    return and_(~over, Worksite.id.not_in(here.with_only_columns(WorkPhase.worksite_id)))


def find_worksites(asker: Asker, values: Mapping[str, str], sort: str, on: date) -> Select[Worksite]:
    """The worksites that answer the filters, in order; archived ones only when asked for."""
    found = worksites_of(asker)
    for word in search_key(values.get("q", "")).split():
        found = found.where(Worksite.search_key.contains(word))
    if values.get("programme"):
        found = found.where(Worksite.operation_id == int(values["programme"]))
    if values.get("commune"):
        found = found.where(Worksite.commune == values["commune"])
    if values.get("quartier"):
        found = found.where(Worksite.neighbourhood == values["quartier"])
    if values.get("moment"):
        found = found.where(_at(Moment(values["moment"]), on))
    if values.get("phases"):
        found = found.where(_phased(asker, SiteToDo(values["phases"]), on))
    archived = Worksite.archived_on.is_not(None)
    keys = {
        "nom": Worksite.name,
        "commune": Worksite.commune,
        "debut": Worksite.starts_on,
        "fin": Worksite.ends_on,
    }
    key = keys.get(sort.removeprefix("-"), Worksite.name)
    way = key.desc() if sort.startswith("-") else key.asc()
    found = found.where(archived if values.get("archives") else ~archived)
    return found.order_by(way.nulls_last(), Worksite.name, Worksite.id)


def choices_of(asker: Asker) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: the programmes, the communes, the neighbourhoods that have a worksite."""
    seen = worksites_of(asker).where(Worksite.archived_on.is_(None))
    places = {
        name: db.session.scalars(
            seen.with_only_columns(column).where(column != "").distinct().order_by(column)
        ).all()
        for name, column in (("commune", Worksite.commune), ("quartier", Worksite.neighbourhood))
    }
    return {
        "programme": programmes_offered(asker),
        **{name: [(one, one) for one in found] for name, found in places.items()},
    }


def programmes_offered(asker: Asker) -> list[tuple[str, str]]:
    """The operations that have a worksite, by name."""
    seen = worksites_of(asker).where(Worksite.archived_on.is_(None))
    operations = db.session.execute(
        select(Operation.id, Operation.name)
        .where(Operation.id.in_(seen.with_only_columns(Worksite.operation_id)))
        .order_by(Operation.name)
    )
    return [(str(key), name) for key, name in operations]


def count_of(found: Select[Worksite]) -> int:
    """How many worksites answer."""
    counted = found.order_by(None).with_only_columns(Worksite.id).subquery()
    return db.session.scalar(select(func.count()).select_from(counted)) or 0


def rows_of(
    asker: Asker, found: Select[Worksite], on: date, offset: int = 0, limit: int | None = None
) -> list[WorksiteRow]:
    """The lines of the list."""
    shown = db.session.scalars(
        found.options(joinedload(Worksite.operation)).offset(offset or None).limit(limit)
    ).all()
    contracts, phases = _counts(asker, [one.id for one in shown])
    return [
        WorksiteRow(
            one, moment_of(one.starts_on, one.ends_on, on), contracts.get(one.id, 0), phases.get(one.id, 0)
        )
        for one in shown
    ]


def _counts(asker: Asker, ids: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """How many contracts and how many phases the asker sees on each worksite."""
    shares, phases = shares_of(asker).subquery(), phases_of(asker).subquery()
    contracts = (
        select(shares.c.worksite_id, func.count(shares.c.contract_id.distinct()))
        .where(shares.c.worksite_id.in_(ids))
        .group_by(shares.c.worksite_id)
    )
    counted = (
        select(phases.c.worksite_id, func.count())
        .where(phases.c.worksite_id.in_(ids))
        .group_by(phases.c.worksite_id)
    )
    return tuple({row[0]: row[1] for row in db.session.execute(one)} for one in (contracts, counted))  # type: ignore[return-value]
