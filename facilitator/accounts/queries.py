"""What an asker may see of the accounts; the one place where a body's things are scoped."""

from typing import TypeVar

from sqlalchemy import Select, false, select

from facilitator.access import Asker, Role
from facilitator.accounts.models import Meeting, Organisation, Owned

Thing = TypeVar("Thing", bound=Owned)


def owned(model: type[Thing], asker: Asker) -> Select[Thing]:
    """A select over what the asker's body owns; empty for whoever works for no body."""
    if asker.body_id is None:
        return select(model).where(false())
    return select(model).where(model.body_id == asker.body_id)


def organisations_of(asker: Asker) -> Select[Organisation]:
    """The organisations an asker may see: its own, and those its body works with.

    The platform's administrator, who keeps the register, sees them all.
    """
    if asker.role is Role.PLATFORM_ADMIN:
        return select(Organisation)
    if asker.body_id is None:
        return select(Organisation).where(Organisation.id == asker.organisation_id)
    met = select(Meeting.organisation_id).where(
        Meeting.body_id == asker.body_id, Meeting.archived_on.is_(None)
    )
    return select(Organisation).where(Organisation.id.in_(met) | (Organisation.id == asker.organisation_id))
