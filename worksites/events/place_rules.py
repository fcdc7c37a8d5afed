"""Where an event is, in one line."""

from typing import Any


def place_of(event: Any) -> str:
    """`Maison de quartier, salle 2, Clermont-Ferrand`; the worksite without a venue; '' for nowhere."""
    if event.venue is not None:
        return ", ".join(filter(None, (event.venue.name, event.room, event.venue.commune)))
    if event.worksite is not None:
        return ", ".join(filter(None, (event.worksite.name, event.room, event.worksite.commune)))
    return str(event.room)


def address_of(event: Any) -> str:
    """The postal address of its venue, else of its worksite."""
    where = event.venue or event.worksite
    if where is None:
        return ""
    return ", ".join(filter(None, (where.address, f"{where.postcode} {where.commune}".strip())))
