"""The values in force for an asker's body, and their history."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.models import BodyParameter
from clauses.parameters.rules import Parameter, Settings, Version, in_force
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.db import db
from facilitator.prepared import PREPARED, Prepared


def versions_of(asker: Asker) -> Select[BodyParameter]:
    """Every version of the asker's body, from the oldest to the latest."""
    return owned(BodyParameter, asker).order_by(BodyParameter.valid_from, BodyParameter.id)


def settings_of(asker: Asker, day: date) -> Settings:
    """The values that hold on `day` for the asker's body."""
    found = db.session.scalars(versions_of(asker).where(BodyParameter.valid_from <= day))
    return in_force((row.version() for row in found), CATALOGUE, day)


VERSIONS = Prepared(
    select(BodyParameter.key, BodyParameter.value, BodyParameter.valid_from, BodyParameter.source)
    .where(BodyParameter.body_id == bindparam("body"), BodyParameter.valid_from <= bindparam("day"))
    .order_by(BodyParameter.valid_from, BodyParameter.id)
)
"""Built once: every check of hours asks it."""


def settings_for(body_id: int, day: date) -> Settings:
    """The same without an asker, for jobs and the ledger: the values that hold on `day` for a body."""
    return _in_force(tuple(VERSIONS.rows({"body": body_id, "day": day})), day)


@lru_cache(maxsize=PREPARED)
def _in_force(versions: tuple[tuple[Any, ...], ...], day: date) -> Settings:
    """Read anew when one of them changed, not when somebody asks."""
    return in_force((Version(*row) for row in versions), CATALOGUE, day)


def history_of(asker: Asker, parameter: Parameter) -> list[BodyParameter]:
    """The versions of one parameter, the latest first."""
    found = db.session.scalars(versions_of(asker).where(BodyParameter.key == parameter.key))
    return list(found)[::-1]
