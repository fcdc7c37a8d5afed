"""Write what providers can do; read it. The caller commits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from clauses.contracts.record_queries import remove
from clauses.people.employments.trades.rules import parse_trade
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import organisations_of, owned
from facilitator.accounts.rules import OrganisationKind
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken
from geiq.planning.capacities.rules import check_capacity, check_days
from geiq.planning.models import PlanBend, PlannedCohort, ProviderCapacity

PROVIDERS = (OrganisationKind.TRAINING_PROVIDER, OrganisationKind.GEIQ, OrganisationKind.INSERTION_STRUCTURE)
"""What trains a cohort: a GEIQ may train its own."""


def capacity_of(asker: Asker, capacity_id: int) -> ProviderCapacity | None:
    """One capacity, if the asker may see it."""
    return db.session.scalar(owned(ProviderCapacity, asker).where(ProviderCapacity.id == capacity_id))


def find_capacities(asker: Asker, values: Mapping[str, str], sort: str, on: date) -> Select[ProviderCapacity]:
    """The capacities that answer the filters."""
    found = (
        owned(ProviderCapacity, asker)
        .join(ProviderCapacity.organisation)
        .options(contains_eager(ProviderCapacity.organisation))
    )
    if trade := values.get("metier"):
        found = found.where(ProviderCapacity.trade == trade)
    if provider := values.get("organisme"):
        found = found.where(ProviderCapacity.organisation_id == int(provider))
    if not values.get("passees"):
        found = found.where(or_(ProviderCapacity.until.is_(None), ProviderCapacity.until >= on))
    keys = {
        "organisme": Organisation.name,
        "metier": ProviderCapacity.trade,
        "depuis": ProviderCapacity.since,
    }
    key = keys.get(sort.removeprefix("-"), ProviderCapacity.trade)
    way = key.desc() if sort.startswith("-") else key.asc()
    return found.order_by(way, ProviderCapacity.trade, ProviderCapacity.id)


def trades_known(asker: Asker) -> list[str]:
    """The trades of the capacities, for a filter."""
    rows = owned(ProviderCapacity, asker).with_only_columns(ProviderCapacity.trade).distinct()
    return sorted(db.session.scalars(rows))


def providers_offered(asker: Asker) -> list[tuple[int, str]]:
    """The organisations that may train, by name."""
    found = organisations_of(asker).where(Organisation.kind.in_(PROVIDERS)).order_by(Organisation.name)
    return [(one.id, one.name) for one in db.session.scalars(found)]


def create_capacity(body_id: int, **values: Any) -> ProviderCapacity:
    """A new capacity. Leaves `capacity.created`. Raises `RuleBroken`."""
    capacity = ProviderCapacity(body_id=body_id)
    _fill(capacity, values)
    db.session.add(capacity)
    record("capacity.created", capacity, trade=capacity.trade)
    return capacity


def change_capacity(capacity: ProviderCapacity, **values: Any) -> None:
    """Change a capacity. Leaves `capacity.changed`. Raises `RuleBroken`."""
    _fill(capacity, values)
    record("capacity.changed", capacity, trade=capacity.trade)


def delete_capacity(capacity: ProviderCapacity) -> None:
    """Delete a capacity that no plan uses. Leaves `capacity.deleted`. Raises `RuleBroken`."""
    for model in (PlannedCohort, PlanBend):
        if db.session.scalar(select(model.id).where(model.capacity_id == capacity.id).limit(1)):
            raise RuleBroken("Un plan se sert de cette capacité : donnez-lui plutôt une date de fin.")
    record("capacity.deleted", capacity, trade=capacity.trade)
    remove(capacity)


def _fill(capacity: ProviderCapacity, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(capacity, name, parse_trade(value) if name == "trade" else value)
    check_capacity(
        capacity.least_seats,
        capacity.most_seats,
        capacity.at_once,
        capacity.weeks,
        capacity.fixed_cost,
        capacity.seat_cost,
    )
    check_days(capacity.since, capacity.until)
    with db.session.no_autoflush:
        twin = db.session.scalar(
            select(ProviderCapacity.id).where(
                ProviderCapacity.organisation_id == capacity.organisation_id,
                ProviderCapacity.trade == capacity.trade,
                ProviderCapacity.kind == capacity.kind,
                ProviderCapacity.since == capacity.since,
            )
        )
    if twin is not None and twin != capacity.id:
        raise RuleBroken("Cet organisme a déjà cette capacité à partir de ce jour.", "since")
