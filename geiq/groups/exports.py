"""Columns of the list of structures."""

from clauses.people.employments.rules import EmployerKind
from facilitator.exchange.columns import Column, Kind
from geiq.groups.lists.rules import Found

SHORT = {
    EmployerKind.GEIQ: "GEIQ",
    EmployerKind.EI: "EI",
    EmployerKind.ACI: "ACI",
    EmployerKind.AI: "AI",
    EmployerKind.ETTI: "ETTI",
    EmployerKind.EA: "EA",
    EmployerKind.EATT: "EATT",
    EmployerKind.ESAT: "ESAT",
    EmployerKind.NEIGHBOURHOOD: "Régie",
}
COLUMNS = (
    Column("Structure", lambda row: row.structure.organisation.name, sort="nom"),
    Column("Nature", lambda row: SHORT[row.structure.kind]),
    Column("Métiers", lambda row: row.trades, is_wide=True),
    Column("Capacité", lambda row: row.structure.capacity, Kind.NUMBER, "capacite"),
    Column("Personnes aujourd’hui", lambda row: row.people, Kind.NUMBER),
    Column("Adhérents", lambda row: row.members, Kind.NUMBER),
    Column("Ville", lambda row: row.structure.organisation.city, sort="ville"),
    Column("SIRET", lambda row: row.structure.organisation.siret, on_screen=False),
    Column("Territoire", lambda row: row.structure.territory, on_screen=False),
    Column("Label", lambda row: row.structure.label_id, Kind.NUMBER, on_screen=False),
    Column("Année du label", lambda row: row.structure.labelled_year, Kind.NUMBER, on_screen=False),
)
FOUND_TONES = {Found.NEW: "good", Found.CHANGED: "info", Found.SAME: "neutral", Found.REFUSED: "bad"}
LISTED = (
    Column("Structure", lambda row: row.listed.name),
    Column("Nature", lambda row: SHORT[row.listed.kind]),
    Column("SIRET", lambda row: row.listed.siret),
    Column("Ville", lambda row: row.listed.city),
    Column("Antennes", lambda row: len(row.listed.antennas), Kind.NUMBER),
    Column("Ce qui sera fait", lambda row: row.found, tone=lambda row: FOUND_TONES[row.found]),
    Column("Pourquoi", lambda row: row.why, is_wide=True),
)
