"""Columns of the journal; the words of the acts are handed in, since every package names its own."""

import json
from collections.abc import Mapping

from facilitator.access import Role
from facilitator.accounts.journal.queries import Entry
from facilitator.exchange.columns import Column, Kind

ROLES = {role.value: role.label for role in Role}


def columns(acts: Mapping[str, str]) -> tuple[Column, ...]:
    """Instant, act, who, role, number of the thing; the rest is only exported."""
    return (
        Column("Date et heure", lambda row: row.event.at, Kind.INSTANT, sort="date"),
        Column("Acte", lambda row: acts.get(row.event.action, row.event.action)),
        Column("Par", lambda row: row.who),
        Column("Rôle", lambda row: ROLES.get(row.event.role or "")),
        Column("Numéro", lambda row: row.event.subject_id),
        Column("Table", lambda row: row.event.subject_kind, on_screen=False),
        Column("Organisation", lambda row: row.organisation, on_screen=False),
        Column("Détails", details, on_screen=False),
        Column("Sceau", lambda row: row.event.sealed, on_screen=False),
    )


def details(row: Entry) -> str:
    """What the event holds besides, as JSON."""
    return json.dumps(row.event.details, ensure_ascii=False, sort_keys=True) if row.event.details else ""
