"""Rows of the structures, with sensible defaults; they flush, never commit."""

from datetime import date
from typing import Any

from clauses.people.employments.rules import EmployerKind
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from geiq.groups.models import GroupMember, InsertionStructure
from tests.factories import add, make_body, make_organisation


def make_structure(body: Organisation | None = None, **over: Any) -> InsertionStructure:
    """A GEIQ that a body works with."""
    body = body or make_body()
    organisation = over.pop("organisation", None) or make_organisation(OrganisationKind.GEIQ)
    values = {"body_id": body.id, "organisation": organisation, "kind": EmployerKind.GEIQ}
    return add(InsertionStructure(**values | over))


def make_member(structure: InsertionStructure, since: date, until: date | None = None) -> GroupMember:
    """A company that adheres to a GEIQ."""
    return add(GroupMember(structure=structure, organisation=make_organisation(), since=since, until=until))
