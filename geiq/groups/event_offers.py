"""What the structures offer to the events: the member companies of a GEIQ, the structures of a trade."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy.orm import selectinload

from facilitator.access import BODY_ROLES, Asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.gatherings import GuestList, Invitee
from geiq.groups.models import InsertionStructure
from geiq.groups.queries import structures_of

MEMBERS, TRADE = "geiq", "structures"
"""What the keys of its lists begin with (`geiq 12`; `structures Couverture (F1610)`)."""


def guest_lists(asker: Asker) -> Iterator[GuestList]:
    """One list for the members of each GEIQ, one for the structures of each trade."""
    if asker.role not in BODY_ROLES:
        return
    for structure in _living(asker):
        if structure.members:
            label = f"Adhérents de {structure.organisation.name}"
            yield GuestList(f"{MEMBERS} {structure.id}", label, "organisation")
    for trade in sorted(_by_trade(asker), key=search_key):
        yield GuestList(f"{TRADE} {trade}", f"Structures d’insertion : {trade}", "organisation")


def invitees(asker: Asker, key: str) -> Iterator[Invitee]:
    """The members of a GEIQ today, or the structures that have a trade."""
    word, _, named = key.partition(" ")
    if asker.role not in BODY_ROLES:
        return
    if word == TRADE:
        for structure in _by_trade(asker).get(named, ()):
            yield Invitee(structure.organisation_id, f"{structure.kind.label}, {named}")
    if word == MEMBERS:
        for structure in _living(asker):
            if str(structure.id) == named:
                yield from _members(structure)


def _members(structure: InsertionStructure) -> Iterator[Invitee]:
    on = today()
    for member in structure.members:
        if member.since <= on and (member.until is None or member.until >= on):
            yield Invitee(member.organisation_id, f"Adhère à {structure.organisation.name}")


def _living(asker: Asker) -> list[InsertionStructure]:
    loaded = (selectinload(InsertionStructure.members), selectinload(InsertionStructure.trades))
    found = structures_of(asker).where(InsertionStructure.archived_on.is_(None))
    return list(db.session.scalars(found.options(*loaded).order_by(InsertionStructure.id)))


def _by_trade(asker: Asker) -> Mapping[str, list[InsertionStructure]]:
    found: dict[str, list[InsertionStructure]] = defaultdict(list)
    for structure in _living(asker):
        for one in structure.trades:
            found[one.trade].append(structure)
    return found
