"""Access to the register: its list, its pages, its contacts."""

from typing import Any

from facilitator.accounts.models import Organisation
from tests.factories import make_contact, make_meeting, make_organisation
from tests.matrix import ADMINS, BODY, COMPANIES, COMPANY_ADMINS, EVERYONE, Corner, Line

KEEPERS = BODY | ADMINS
REACHERS = KEEPERS | COMPANY_ADMINS


def met(corner: Corner) -> Organisation:
    """The company of the corner; in the archive, one that the body no longer works with."""
    if corner.archived_on is None:
        return corner.company
    gone = make_organisation(name=f"{corner.canary} partie", city=corner.canary)
    make_meeting(corner.body, gone).archived_on = corner.archived_on
    return gone


def company(corner: Corner) -> dict[str, Any]:
    """Its company's page."""
    return {"organisation_id": met(corner).id}


def contact(corner: Corner) -> dict[str, Any]:
    """A contact of its company."""
    organisation = met(corner)
    row = make_contact(
        organisation, name=f"{corner.canary} personne", rank=2 if corner.archived_on is None else 1
    )
    return {"organisation_id": organisation.id, "contact_id": row.id}


def file(_corner: Corner) -> dict[str, Any]:
    """A list as a file."""
    return {"ending": "csv"}


LINES = (
    Line("organisations.index_file", KEEPERS, file, client=KEEPERS, other=KEEPERS),
    Line("organisations.index", KEEPERS),
    Line("organisations.home", EVERYONE),
    Line("organisations.show", EVERYONE, company, archived=KEEPERS, methods={"GET": KEEPERS | COMPANIES}),
    Line("organisations.create", KEEPERS),
    Line("organisations.meet_twin", BODY, data={"siret": "42073014500018"}, methods={"POST": frozenset()}),
    Line("organisations.edit", KEEPERS, company, archived=ADMINS),
    Line("organisations.archive", BODY, company),
    Line("organisations.resume", BODY, company),
    Line("contacts.add", REACHERS, company, archived=ADMINS),
    Line("contacts.edit", REACHERS, contact, archived=ADMINS),
    Line("contacts.confirm", REACHERS, contact, archived=ADMINS),
    Line("contacts.remove", REACHERS, contact, archived=ADMINS),
)
