"""Columns of the list of organisations; the second and third contacts are only exported."""

from collections.abc import Callable
from typing import Any

from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import CONTACTS_AT_MOST
from facilitator.exchange.columns import Column, Kind
from facilitator.formats import siret


def of_contact(name: str, rank: int) -> Callable[[Organisation], Any]:
    """What the contact of this rank says under this name; None where there is no such contact."""

    def get(organisation: Organisation) -> Any:
        contact = next((one for one in organisation.contacts if one.rank == rank), None)
        return getattr(contact, name) if contact else None

    return get


def contact_columns(rank: int) -> tuple[Column, ...]:
    """The contact of this rank; on screen, the first one's name and last confirmation."""
    seen = rank == 1
    return (
        Column(f"Contact {rank}", of_contact("name", rank), on_screen=seen),
        Column(f"Fonction {rank}", of_contact("position", rank), on_screen=False),
        Column(f"Adresse électronique {rank}", of_contact("email", rank), on_screen=False),
        Column(f"Téléphone {rank}", of_contact("shown_phone", rank), on_screen=False),
        Column(f"Confirmé le {rank}", of_contact("confirmed_on", rank), Kind.DATE, on_screen=False),
    )


COLUMNS = (
    Column("Nom", lambda row: row.name, sort="nom"),
    Column("Type", lambda row: row.kind, sort="type"),
    Column("SIRET", lambda row: siret(row.siret) if row.siret else None, on_screen=False),
    Column("Code postal", lambda row: row.postcode, on_screen=False),
    Column("Ville", lambda row: row.city, sort="ville"),
    *(column for rank in range(1, CONTACTS_AT_MOST + 1) for column in contact_columns(rank)),
)
