"""Access to the structures: a body's own, and a partner's own."""

from datetime import date
from typing import Any

from sqlalchemy import select

from facilitator.db import db
from geiq.groups.models import GroupMember, InsertionStructure
from tests.factories import add, make_organisation
from tests.factories_groups import make_structure
from tests.matrix import BODY, PARTNERS, Corner, Line


def make_group(corner: Corner) -> InsertionStructure:
    """The corner's partner as a structure of its body."""
    known = db_find(corner)
    if known is not None:
        return known
    return make_structure(
        corner.body,
        organisation=corner.partner,
        territory=corner.canary,
        notes=corner.canary,
        archived_on=corner.archived_on,
    )


def db_find(corner: Corner) -> InsertionStructure | None:
    """The one made before."""
    return db.session.scalar(
        select(InsertionStructure).where(
            InsertionStructure.body_id == corner.body.id,
            InsertionStructure.organisation_id == corner.partner.id,
        )
    )


def structure(corner: Corner) -> dict[str, Any]:
    """The structure."""
    return {"structure_id": make_group(corner).id}


def member(corner: Corner) -> dict[str, Any]:
    """A company that is a member."""
    row = make_group(corner)
    one = add(GroupMember(structure=row, organisation=make_organisation(), since=date(2026, 1, 1)))
    return {"structure_id": row.id, "member_id": one.id}


def as_csv(_corner: Corner) -> dict[str, Any]:
    """The list as a file."""
    return {"ending": "csv"}


READERS = BODY | PARTNERS
LINES = (
    Line("groups.index", READERS),
    Line("groups.index_file", READERS, as_csv, client=READERS, other=READERS),
    Line("groups.show", READERS, structure),
    Line("groups.create", BODY),
    Line("groups.edit", BODY, structure),
    Line("groups.member", BODY, structure),
    Line("groups.member_end", BODY, member),
    Line("groups.archive", BODY, structure),
    Line("group_lists.send", BODY),
    Line("group_lists.confirm", BODY),
)
