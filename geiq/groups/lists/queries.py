"""What a list would do, line by line, and do it; loaded again, it changes nothing. The caller commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import selectinload

from clauses.people.employments.rules import FITTING, organisation_kind_of
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import by_siret, find_or_meet, owned
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.formats import search_key
from geiq.groups.lists.rules import Found, Listed
from geiq.groups.models import Antenna, InsertionStructure, StructureTrade


@dataclass(frozen=True)
class ListedRow:
    """A line of the preview: what it would do, and why."""

    listed: Listed
    found: Found
    why: str
    ticked: bool
    structure: InsertionStructure | None = None
    """The one it was recognised as."""


def preview(asker: Asker, lines: Sequence[Listed]) -> list[ListedRow]:
    """What each line would do; those of the body's own departments are ticked, all when it has none."""
    known = _known(asker)
    names = {
        search_key(one.organisation.name): one for one in known.values() if one.organisation.siret is None
    }
    body = db.session.get(Organisation, asker.organisation_id)
    here = set((body.departments if body else "").split())
    rows = []
    for line in lines:
        found, why, structure = _found(line, known, names)
        near = not here or line.department in here
        rows.append(ListedRow(line, found, why, near and found in {Found.NEW, Found.CHANGED}, structure))
    return rows


def _known(asker: Asker) -> dict[int, InsertionStructure]:
    found = owned(InsertionStructure, asker).options(
        selectinload(InsertionStructure.organisation),
        selectinload(InsertionStructure.trades),
        selectinload(InsertionStructure.antennas),
    )
    return {one.organisation_id: one for one in db.session.scalars(found)}


def _found(
    line: Listed, known: dict[int, InsertionStructure], names: dict[str, InsertionStructure]
) -> tuple[Found, str, InsertionStructure | None]:
    if line.refused:
        return Found.REFUSED, line.refused, None
    organisation = by_siret(line.siret) if line.siret else None
    if organisation is not None and line.kind not in FITTING.get(organisation.kind, ()):
        return Found.REFUSED, f"Déjà enregistrée comme « {organisation.kind.label} ».", None
    structure = known.get(organisation.id) if organisation else names.get(search_key(line.name))
    if structure is not None:
        how = "par son SIRET" if organisation else "par son nom"
        if _lacks(structure, line):
            return Found.CHANGED, f"Retrouvée {how} : ce qui manque est complété.", structure
        return Found.SAME, f"Retrouvée {how}.", structure
    if organisation is not None:
        return Found.NEW, f"Organisation retrouvée par son SIRET : {organisation.name}.", None
    return Found.NEW, "" if line.siret else "Sans SIRET : à compléter.", None


def _lacks(structure: InsertionStructure, line: Listed) -> bool:
    return bool(
        (line.label_id and structure.label_id is None)
        or (line.capacity and structure.capacity is None)
        or _new_trades(structure, line)
        or _new_antennas(structure, line)
    )


def _new_trades(structure: InsertionStructure, line: Listed) -> list[str]:
    known = {one.trade for one in structure.trades}
    return [trade for trade in line.trades if trade not in known]


def _new_antennas(structure: InsertionStructure, line: Listed) -> list[Antenna]:
    numbers = {one.label_id for one in structure.antennas if one.label_id}
    names = {search_key(one.name) for one in structure.antennas}
    return [
        Antenna(label_id=one.label_id, name=one.name, siret=one.siret, postcode=one.postcode, city=one.city)
        for one in line.antennas
        if one.label_id not in numbers and search_key(one.name) not in names
    ]


def load(asker: Asker, lines: Sequence[Listed], ranks: Collection[int]) -> tuple[int, int]:
    """Load the lines of these ranks; how many structures are new, how many were completed.

    What a body already wrote is never replaced. Leaves `structure.created` or `structure.changed` for each.
    """
    made = changed = 0
    for row in preview(asker, lines):
        if row.listed.rank not in ranks or row.found not in {Found.NEW, Found.CHANGED}:
            continue
        structure = row.structure or _new(asker, row.listed)
        new = row.structure is None
        _complete(structure, row.listed)
        db.session.add(structure)
        record("structure.created" if new else "structure.changed", structure, listed=row.listed.label_id)
        made, changed = made + new, changed + (not new)
    return made, changed


def _new(asker: Asker, line: Listed) -> InsertionStructure:
    assert asker.body_id is not None
    kind = organisation_kind_of(line.kind)
    organisation = find_or_meet(asker.body_id, kind, line.siret or None, line.name, line.city, line.postcode)
    return InsertionStructure(body_id=asker.body_id, organisation=organisation, kind=line.kind)


def _complete(structure: InsertionStructure, line: Listed) -> None:
    structure.label_id = structure.label_id or line.label_id
    structure.capacity = structure.capacity or line.capacity
    structure.trades.extend(StructureTrade(trade=trade) for trade in _new_trades(structure, line))
    structure.antennas.extend(_new_antennas(structure, line))
