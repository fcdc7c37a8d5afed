"""The values in force for an asker's body, and their history."""

from datetime import date

from sqlalchemy import Select

from clauses.sizing.parameters.catalogue.rules import CATALOGUE
from clauses.sizing.parameters.models import SizingParameter
from clauses.sizing.parameters.rules import Parameter, Settings, in_force
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.db import db


def versions_of(asker: Asker) -> Select[SizingParameter]:
    """Every version of the asker's body, from the oldest to the latest."""
    return owned(SizingParameter, asker).order_by(SizingParameter.valid_from, SizingParameter.id)


def settings_of(asker: Asker, day: date) -> Settings:
    """The values that hold on `day` for the asker's body."""
    rows = db.session.scalars(versions_of(asker).where(SizingParameter.valid_from <= day))
    return in_force((row.version() for row in rows), CATALOGUE, day)


def history_of(asker: Asker, parameter: Parameter) -> list[SizingParameter]:
    """The versions of one parameter, the latest first."""
    rows = db.session.scalars(versions_of(asker).where(SizingParameter.key == parameter.key))
    return list(rows)[::-1]
