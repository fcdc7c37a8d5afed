"""The values in force for an asker's body, and their history."""

from datetime import date

from sqlalchemy import Select, select

from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.models import BodyParameter
from clauses.parameters.rules import Parameter, Settings, in_force
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.db import db


def versions_of(asker: Asker) -> Select[BodyParameter]:
    """Every version of the asker's body, from the oldest to the latest."""
    return owned(BodyParameter, asker).order_by(BodyParameter.valid_from, BodyParameter.id)


def settings_of(asker: Asker, day: date) -> Settings:
    """The values that hold on `day` for the asker's body."""
    rows = db.session.scalars(versions_of(asker).where(BodyParameter.valid_from <= day))
    return in_force((row.version() for row in rows), CATALOGUE, day)


def settings_for(body_id: int, day: date) -> Settings:
    """The same without an asker, for jobs and the ledger: the values that hold on `day` for a body."""
    rows = db.session.scalars(
        select(BodyParameter)
        .where(BodyParameter.body_id == body_id, BodyParameter.valid_from <= day)
        .order_by(BodyParameter.valid_from, BodyParameter.id)
    )
    return in_force((row.version() for row in rows), CATALOGUE, day)


def history_of(asker: Asker, parameter: Parameter) -> list[BodyParameter]:
    """The versions of one parameter, the latest first."""
    rows = db.session.scalars(versions_of(asker).where(BodyParameter.key == parameter.key))
    return list(rows)[::-1]
